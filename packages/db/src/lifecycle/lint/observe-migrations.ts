import type {
  ObservedMigration,
  ObservedStatement,
} from '@atelier/domain/lifecycle/lint/migration.ts';
import { operatorError } from '@atelier/domain/lifecycle/operator-errors.ts';
import type { Knex } from 'knex';
import { ensureLedger } from '../ledger.ts';
import type { MigrationFile } from '../migration-files.ts';
import { interceptedConnection, type OnStatement } from '../statements.ts';
import { readSchemaState } from './read-schema-state.ts';
import { statementByStatement } from './statement-by-statement.ts';

/**
 * Runs migrations up, one after the other, in an empty database, and says what each of their statements
 * was and did.
 *
 * @throws ERR_MIGRATION_FAILS when one does not run there
 */
export async function observeMigrations(
  scratch: Knex,
  files: readonly MigrationFile[],
): Promise<readonly ObservedMigration[]> {
  // As for the runner: a mend notes there what it did.
  await ensureLedger(scratch);
  let current: OnStatement = (_statement, send) => send();
  const connection = interceptedConnection(scratch, (statement, send, query) =>
    current(statement, send, query),
  );
  const state = () => readSchemaState((text) => connection.raw(text).then((result) => result));
  try {
    const observed: ObservedMigration[] = [];
    let base = await state();
    for (const file of files) {
      const statements: ObservedStatement[] = [];
      const migration = await file.load();
      const transactional = migration.config?.transaction !== false;
      let before = base;
      let message: string | undefined;
      current = statementByStatement(async ({ text, tree }, send, query) => {
        const result = await send().catch((error: unknown) => {
          // Taken down here: Knex puts the whole statement before the message.
          message = messageOf(error);
          throw error;
        });
        const after = await readSchemaState((sql) => query(sql));
        statements.push({ text, tree, before, after });
        before = after;
        return result;
      });
      try {
        if (transactional) await connection.transaction((trx) => migration.up(trx));
        else await migration.up(connection);
      } catch (error) {
        throw operatorError('ERR_MIGRATION_FAILS', {
          name: file.name,
          statement: statements.length + 1,
          message: message ?? messageOf(error),
        });
      }
      current = (_statement, send) => send();
      observed.push({ name: file.name, transactional, base, statements });
      base = await state();
    }
    return observed;
  } finally {
    await connection.destroy();
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
