import { execFile } from 'node:child_process';
import { access, constants, readdir } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onWindows } from '../embedded/platform.ts';
import { type ClientTools, fittingTools, toolMajor } from './rules/client-tools.ts';

export type { ClientTools } from './rules/client-tools.ts';

/** Where packages of PostgreSQL put each version's programs: `<place>/<version>/bin`. */
const wellKnownPlaces: readonly string[] = onWindows
  ? ['C:\\Program Files\\PostgreSQL']
  : platform() === 'darwin'
    ? ['/Library/PostgreSQL', '/Applications/Postgres.app/Contents/Versions']
    : ['/usr/lib/postgresql', '/usr/local/lib/postgresql'];

/** The program's path in a folder. */
export function toolIn({ folder }: ClientTools, name: 'pg_dump' | 'pg_restore'): string {
  return join(folder, onWindows ? `${name}.exe` : name);
}

/**
 * The client tools for a server.
 *
 * @param searchPath folders to look in; with `only`, nowhere else
 * @throws ERR_BACKUP_TOOLS_MISSING, ERR_BACKUP_TOOLS_OLD
 */
export async function findClientTools(
  { searchPath, only }: { readonly searchPath: readonly string[]; readonly only: boolean },
  serverMajor: number,
): Promise<ClientTools> {
  const folders = only ? searchPath : [...searchPath, ...(await wellKnownFolders())];
  const found: ClientTools[] = [];
  for (const folder of new Set(folders)) {
    const tools = await toolsIn(folder);
    if (tools !== undefined) found.push(tools);
  }
  return fittingTools(found, serverMajor);
}

async function wellKnownFolders(): Promise<readonly string[]> {
  const lists = await Promise.all(
    wellKnownPlaces.map(async (place) =>
      (await readdir(place).catch(() => [])).map((version) => join(place, version, 'bin')),
    ),
  );
  return lists.flat();
}

/** Both programs, of one major version; Debian's `/usr/bin/pg_dump` says that of the one it would run. */
async function toolsIn(folder: string): Promise<ClientTools | undefined> {
  const majors: (number | undefined)[] = [];
  for (const name of ['pg_dump', 'pg_restore'] as const) {
    const program = toolIn({ folder, major: 0 }, name);
    if (!(await isProgram(program))) return undefined;
    majors.push(await majorOfProgram(program));
  }
  const [major] = majors;
  return major !== undefined && majors.every((each) => each === major)
    ? { folder, major }
    : undefined;
}

function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function majorOfProgram(program: string): Promise<number | undefined> {
  const ran = await promisify(execFile)(program, ['--version'], { windowsHide: true }).catch(
    () => undefined,
  );
  return ran && toolMajor(ran.stdout);
}
