import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import type { Knex } from 'knex';
import { type Attempt, finishAttempt } from './attempts.ts';
import { followFile } from './follow-file.ts';
import { migrationFailure } from './migration-failure.ts';
import type { Migration, MigrationFile } from './migration-files.ts';
import type { RunnerSession } from './runner-session.ts';
import { emptyResult, isTransactionControl, type OnStatement } from './statements.ts';

/** undefined_table, _object, _column, _function, _schema: what the migration never came to make. */
const neverMade = new Set(['42P01', '42704', '42703', '42883', '3F000']);

/**
 * Takes back a migration outside a transaction that was stopped on its way up: runs its `down`, in which a
 * statement about something that was never made counts as done.
 *
 * @throws ERR_MIGRATION_FAILED, ERR_MIGRATION_LOCKED; then it can be tried again
 */
export async function undoInterrupted(
  session: RunnerSession,
  migration: Migration,
  attempt: Attempt,
): Promise<void> {
  const { connection } = session;
  await session
    .observed(tolerant(session, attempt.name), () => migration.down(connection))
    .catch((error: unknown) => {
      throw migrationFailure(attempt.name, error);
    });
  await finishAttempt(connection, attempt.id, 'undone');
}

/**
 * The statements of a migration's way back that change rows: taking back half of it sends them too, and
 * nobody can tell whether the way up had reached the changes that they take back.
 *
 * @throws ERR_MIGRATION_UNREADABLE
 */
export async function rowChangesBack(db: Knex, file: MigrationFile): Promise<readonly string[]> {
  const back = { direction: 'down', notes: [], sendsReads: false } as const;
  const { statements } = await followFile(db, file, back);
  return statements
    .map(({ text }) => text.trim())
    .filter((text) => /^(INSERT|UPDATE|DELETE|MERGE|TRUNCATE)\b/i.test(text));
}

function tolerant(session: RunnerSession, name: string): OnStatement {
  return async (statement, send) => {
    if (isTransactionControl(statement)) return send();
    try {
      return await session.retryingLocks(name, send);
    } catch (error) {
      if (!neverMade.has(databaseErrorCode(error) ?? '')) throw error;
      return emptyResult;
    }
  };
}
