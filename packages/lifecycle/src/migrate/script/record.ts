import type { Knex } from 'knex';
import { lifecycleError } from '../../errors/lifecycle-errors.ts';
import type { MigrationFile } from '../migration-files.ts';
import type { Direction } from '../rules/direction.ts';
import { interceptedConnection, isTransactionControl, type Statement } from '../statements.ts';

/** What a migration sends, in its order. */
export interface RecordedMigration {
  readonly file: MigrationFile;
  readonly transactional: boolean;
  readonly statements: readonly Statement[];
  /** It looked at rows, and may have decided by them: on another database it could send others. */
  readonly readsData: boolean;
}

/**
 * Runs migrations on a scratch database that is at the revision where they begin, and records every
 * statement.
 *
 * @param readsAllowed whether a migration that reads rows may be recorded from what it sends to the scratch
 * database
 * @throws ERR_MIGRATION_READS_DATA with the migration's `name` if not
 */
export async function recordMigrations(
  scratch: Knex,
  files: readonly MigrationFile[],
  direction: Direction,
  readsAllowed: boolean,
): Promise<readonly RecordedMigration[]> {
  const recorded: RecordedMigration[] = [];
  for (const file of files) {
    const migration = await file.load();
    const transactional = migration.config?.transaction !== false;
    const statements: Statement[] = [];
    let readsData = migration.config?.readsData === true;
    const connection = interceptedConnection(scratch, async (statement, send) => {
      const result = await send();
      if (!isTransactionControl(statement)) {
        statements.push(statement);
        if (returnsRows(result)) readsData = true;
      }
      return result;
    });
    try {
      if (transactional) await connection.transaction((trx) => migration[direction](trx));
      else await migration[direction](connection);
    } finally {
      await connection.destroy();
    }
    if (readsData && !readsAllowed) {
      throw lifecycleError('ERR_MIGRATION_READS_DATA', { name: file.name });
    }
    recorded.push({ file, transactional, statements, readsData });
  }
  return recorded;
}

/** Several statements in one text answer with a list. */
function returnsRows(result: unknown): boolean {
  const results = Array.isArray(result) ? result : [result];
  return results.some(({ fields }: { readonly fields?: readonly unknown[] }) => fields?.length);
}
