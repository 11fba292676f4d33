import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import type { Knex } from 'knex';
import {
  type Attempt,
  beginAttempt,
  finishAttempt,
  unfinishedAttempt,
} from '../migrate/attempts.ts';
import { type MigrationFile, sourceMigrationsFolder } from '../migrate/migration-files.ts';
import type { Direction } from '../migrate/rules/direction.ts';
import { refuseHalfDone } from '../migrate/rules/migration-plan.ts';
import type { RunnerLockOptions } from '../migrate/runner-lock.ts';
import type { LockRetryOptions, RunnerSession } from '../migrate/runner-session.ts';
import { readStanding } from '../migrate/standing.ts';

/** How an adoption or its release waits, and tells of what it meets. */
export interface AdoptionRunOptions extends RunnerLockOptions, LockRetryOptions {
  /** Where the migration files lie; the source tree's folder unless told. */
  readonly folder?: string;
  /** Called with what a killed runner had begun, and PostgreSQL rolled back. */
  readonly onInterrupted?: (attempt: Attempt) => void;
}

/** What is adopted (up) or released (down), by the baseline that is stamped. */
interface Target {
  readonly baseline: Pick<MigrationFile, 'name' | 'checksum'>;
  readonly direction: Direction;
  readonly profile: string;
}

/**
 * Runs `work` and records the end of its attempt in one transaction: killed anywhere, it leaves nothing but
 * an attempt without an outcome, which the next command reports.
 *
 * @throws what has to be done first about a half-done migration, since only the newest attempt is ever
 * looked at; ERR_MIGRATION_LOCKED; whatever `work` throws. Either way it is rolled back.
 */
export async function inAdoptionAttempt<Result>(
  { connection, retryingLocks }: RunnerSession,
  { baseline, direction, profile }: Target,
  options: AdoptionRunOptions,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  await noteInterrupted(connection, options);
  const attempt = await beginAttempt(connection, baseline, direction, true, { profile });
  crashPoint('adoption.before');
  const result = await retryingLocks(baseline.name, () =>
    connection.transaction(async (trx) => {
      const done = await work(trx);
      await finishAttempt(trx, attempt, 'done');
      crashPoint('adoption.before-commit');
      return done;
    }),
  ).catch(async (error: unknown) => {
    // When the connection is gone the attempt stays as that of a killed runner, which is true.
    await finishAttempt(connection, attempt, 'failed', error).catch(() => undefined);
    throw error;
  });
  crashPoint('adoption.after');
  return result;
}

async function noteInterrupted(
  connection: Knex,
  { folder = sourceMigrationsFolder, onInterrupted }: AdoptionRunOptions,
): Promise<void> {
  const attempt = await unfinishedAttempt(connection);
  if (attempt === undefined) return;
  refuseHalfDone(await readStanding(connection, folder));
  onInterrupted?.(attempt);
  await finishAttempt(connection, attempt.id, 'interrupted');
}
