import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Knex } from 'knex';
import { lifecycleError } from '../errors/lifecycle-errors.ts';
import { listFiles } from '../files/list-files.ts';
import { readText } from '../files/read-text.ts';

/** What a migration file exports; `config` is Knex's own convention, with one word of ours. */
export interface Migration {
  up(knex: Knex): Promise<void>;
  down(knex: Knex): Promise<void>;
  readonly config?: {
    /** `false`: not in one transaction, for CONCURRENTLY; each statement is noted instead. */
    readonly transaction?: boolean;
    /** It decides by data, so that its statements depend on the database it runs on. */
    readonly readsData?: boolean;
  };
}

/** A migration file: `name` without its ending orders it, `checksum` is SHA-256 of its text in hex. */
export interface MigrationFile {
  readonly name: string;
  readonly checksum: string;
  /** @throws ERR_MIGRATION_UNREADABLE */
  load(): Promise<Migration>;
}

const named = {
  pattern: /^\d{14}_[a-z]+_[a-z0-9_]+\.js$/,
  words: '<yyyymmddhhmmss>_<area>_<what_it_does>.js',
};

/** The files of the source tree. A bundled server passes its own folder. */
export const sourceMigrationsFolder = join(import.meta.dirname, '../../../db/migrations');

/**
 * The migration files of a folder, in the order of their names
 * (`<yyyymmddhhmmss>_<area>_<what_it_does>.js`). Line endings and a byte order mark do not count in the
 * checksum: editors change them unasked, and a checkout on Windows has different ones.
 *
 * @throws ERR_FILE_UNEXPECTED, ERR_FILE_ENCODING
 */
export async function readMigrationFiles(folder: string): Promise<readonly MigrationFile[]> {
  return Promise.all(
    (await listFiles(folder, named)).map(async (entry) => {
      const path = join(folder, entry);
      const text = (await readText(path)).replaceAll('\r\n', '\n');
      const name = entry.slice(0, -'.js'.length);
      const checksum = createHash('sha256').update(text).digest('hex');
      return { name, checksum, load: () => loadMigration(name, path, checksum) };
    }),
  );
}

/** A file that was edited since this process loaded it is another module. */
async function loadMigration(name: string, path: string, checksum: string): Promise<Migration> {
  const { href } = pathToFileURL(path);
  try {
    return (await import(/* @vite-ignore */ `${href}?${checksum}`)) as Migration;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw lifecycleError('ERR_MIGRATION_UNREADABLE', { name, reason });
  }
}
