import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import type { Knex } from 'knex';
import {
  type Attempt,
  beginAttempt,
  finishAttempt,
  readStatementNotes,
  resumeAttempt,
} from './attempts.ts';
import { checkpointedStatements, type InDoubt } from './checkpointed-statements.ts';
import { readLedger, recordApplied, removeApplied } from './ledger.ts';
import { migrationFailure, withNextStep } from './migration-failure.ts';
import type { Migration, MigrationFile } from './migration-files.ts';
import { readHalfDone } from './read-half-done.ts';
import type { Direction } from './rules/direction.ts';
import { type NextStep, stepOutOf } from './rules/half-done.ts';
import type { RunnerSession } from './runner-session.ts';

export interface CheckpointedStepOptions {
  readonly inDoubt?: InDoubt;
  /** The name of the backup from before it: what a half-done migration can be put back to. */
  readonly backup?: string | undefined;
}

/**
 * Runs a migration up or down without a transaction around it, statement by statement. Each statement is
 * noted when it is done: in one transaction with the statement where PostgreSQL allows it, otherwise before
 * and after it. An earlier attempt that was killed, or failed, is continued: its completed statements are
 * not sent again, and whether the one that was running took effect is decided by what the catalog holds.
 * The file may have been edited after those statements. Statements that only read run every time.
 *
 * @throws ERR_MIGRATION_LOCKED, ERR_MIGRATION_IN_DOUBT; ERR_MIGRATION_HALF_EDITED, or ERR_MIGRATION_EDITED
 * on the way down, when the file sends other statements than the attempt noted; whatever a statement
 * throws. What was done stays done and noted.
 */
export async function runCheckpointedStep(
  session: RunnerSession,
  file: MigrationFile,
  migration: Migration,
  direction: Direction,
  earlier: Attempt | undefined,
  { inDoubt, backup }: CheckpointedStepOptions,
): Promise<void> {
  const { connection } = session;
  if (earlier !== undefined) await resumeAttempt(connection, earlier.id);
  const attempt =
    earlier?.id ?? (await beginAttempt(connection, file, direction, false, { backup }));
  const notes = earlier === undefined ? [] : await readStatementNotes(connection, attempt);
  const startedAt = performance.now();
  crashPoint('migration.before');
  try {
    const run = { session, file, direction, attempt, notes, inDoubt };
    const { onStatement, settleRest } = checkpointedStatements(run);
    await session.observed(onStatement, () => migration[direction](connection));
    await settleRest();
  } catch (error) {
    await finishAttempt(connection, attempt, 'failed', error).catch(() => undefined);
    throw withNextStep(migrationFailure(file.name, error), await stepLeft(connection, file));
  }
  crashPoint('migration.before-ledger');
  await connection.transaction(async (trx) => {
    const durationMs = Math.round(performance.now() - startedAt);
    if (direction === 'up') await recordApplied(trx, file, durationMs);
    else await removeApplied(trx, file.name);
    await finishAttempt(trx, attempt, 'done');
    crashPoint('migration.before-commit');
  });
  crashPoint('migration.after');
}

/** What has to be done about what a failure left; null where nothing is left, or the connection is lost. */
async function stepLeft(connection: Knex, file: MigrationFile): Promise<NextStep | null> {
  try {
    const left = await readHalfDone(connection, [file], await readLedger(connection));
    return left && stepOutOf(left.halfDone);
  } catch {
    return null;
  }
}
