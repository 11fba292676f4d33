import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import { type Attempt, finishAttempt } from './attempts.ts';
import { migrationFailure } from './migration-failure.ts';
import type { Migration } from './migration-files.ts';
import type { RunnerSession } from './runner-session.ts';
import { emptyResult, isTransactionControl, type OnStatement } from './statements.ts';

/** undefined_table, _object, _column, _function, _schema: what the migration never came to make. */
const neverMade = new Set(['42P01', '42704', '42703', '42883', '3F000']);

/**
 * Takes back a migration outside of transactions that was stopped on its way up: its `down`, in which a
 * statement about something that was never made counts as done.
 *
 * @throws ERR_MIGRATION_FAILED, ERR_MIGRATION_LOCKED; then it can be taken back once more
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
