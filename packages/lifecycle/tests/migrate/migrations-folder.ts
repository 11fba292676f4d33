import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface MigrationsFolder {
  readonly path: string;
  /** Writes a migration whose directions send these statements, one after the other. */
  write(
    name: string,
    up: readonly string[],
    down: readonly string[],
    loose?: boolean,
  ): Promise<void>;
  /** Writes a migration file as it stands here. */
  writeText(name: string, text: string): Promise<void>;
  remove(): Promise<void>;
}

/** A folder of migrations of a test's own. */
export async function makeMigrationsFolder(): Promise<MigrationsFolder> {
  const path = await mkdtemp(join(tmpdir(), 'atelier-migrations-'));
  const writeText = (name: string, text: string) => writeFile(join(path, `${name}.js`), text);
  return {
    path,
    writeText,
    write: (name, up, down, loose = false) =>
      writeText(
        name,
        [
          loose ? 'export const config = { transaction: false };' : '',
          direction('up', up),
          direction('down', down),
        ].join('\n'),
      ),
    remove: () => rm(path, { recursive: true, force: true }),
  };
}

function direction(name: string, statements: readonly string[]): string {
  return `export async function ${name}(knex) {
  for (const sql of ${JSON.stringify(statements)}) await knex.raw(sql);
}`;
}
