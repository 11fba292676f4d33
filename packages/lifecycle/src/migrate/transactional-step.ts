import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { beginAttempt, finishAttempt } from './attempts.ts';
import { recordApplied, removeApplied } from './ledger.ts';
import { migrationFailure } from './migration-failure.ts';
import type { Migration, MigrationFile } from './migration-files.ts';
import type { Direction } from './rules/direction.ts';
import type { RunnerSession } from './runner-session.ts';
import { isTransactionControl } from './statements.ts';

/**
 * Runs a migration up or down in one transaction, with its ledger row and the end of its attempt: a
 * runner that is killed anywhere leaves nothing but an attempt without an outcome.
 *
 * @throws ERR_MIGRATION_LOCKED, ERR_MIGRATION_FAILED; whatever else the migration throws. Either way it is
 * rolled back.
 */
export async function runTransactionalStep(
  session: RunnerSession,
  file: MigrationFile,
  migration: Migration,
  direction: Direction,
): Promise<void> {
  const { connection } = session;
  const attempt = await beginAttempt(connection, file, direction, true);
  crashPoint('migration.before');
  try {
    await session.retryingLocks(file.name, async () => {
      const startedAt = performance.now();
      await connection.transaction(async (trx) => {
        await session.observed(
          async (statement, send) => {
            const result = await send();
            if (!isTransactionControl(statement)) crashPoint('migration.statement');
            return result;
          },
          () => migration[direction](trx),
        );
        crashPoint('migration.before-ledger');
        const durationMs = Math.round(performance.now() - startedAt);
        if (direction === 'up') await recordApplied(trx, file, durationMs);
        else await removeApplied(trx, file.name);
        await finishAttempt(trx, attempt, 'done');
        crashPoint('migration.before-commit');
      });
    });
  } catch (error) {
    // When the connection is gone the attempt stays as that of a killed runner, which is true.
    await finishAttempt(connection, attempt, 'failed', error).catch(() => undefined);
    throw migrationFailure(file.name, error);
  }
  crashPoint('migration.after');
}
