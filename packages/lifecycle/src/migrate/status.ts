import type { Knex } from 'knex';
import { type Attempt, isUnfinished, readAttempts } from './attempts.ts';
import type { LedgerRow } from './ledger.ts';
import { sourceMigrationsFolder } from './migration-files.ts';
import type { InterruptedProgress } from './read-half-done.ts';
import type { NextStep } from './rules/half-done.ts';
import { findMismatches, type Mismatch, nextStep, pendingOf } from './rules/migration-plan.ts';
import { type LockHolder, runnerLockHolder } from './runner-lock.ts';
import { readStanding } from './standing.ts';

/** Where a database stands. */
export interface MigrationStatus {
  /** The newest migration that is applied, or null for an empty database. */
  readonly revision: string | null;
  /** In the order of their names. */
  readonly applied: readonly LedgerRow[];
  readonly pending: readonly string[];
  /** Why nothing can be applied until it is fixed; empty when all is well. */
  readonly mismatches: readonly Mismatch[];
  /** The newest attempts, newest first; at most 50. */
  readonly attempts: readonly Attempt[];
  /** A migration that was begun and not finished, when no runner is at work. */
  readonly interrupted: Attempt | null;
  /** How far that one came, when a part of it is done and stays done; else null. */
  readonly interruptedProgress: InterruptedProgress | null;
  /** What has to be done before anything else; null when files, ledger and attempts agree. */
  readonly nextStep: NextStep | null;
  /** The runner at work now. */
  readonly runner: LockHolder | null;
}

/**
 * Reads where the database stands; changes nothing and refuses nothing.
 *
 * @throws ERR_MIGRATION_UNREADABLE for the edited file of a half-done migration
 */
export async function migrationStatus(
  db: Knex,
  { folder = sourceMigrationsFolder }: { readonly folder?: string } = {},
): Promise<MigrationStatus> {
  const standing = await readStanding(db, folder);
  const { files, applied, progress } = standing;
  const attempts = await readAttempts(db);
  const runner = (await runnerLockHolder(db)) ?? null;
  const unfinished = attempts.slice(0, 1).find(isUnfinished);
  return {
    revision: applied.at(-1)?.name ?? null,
    applied,
    pending: pendingOf(files, applied).map(({ name }) => name),
    mismatches: findMismatches(standing),
    attempts,
    interrupted: runner === null ? (unfinished ?? null) : null,
    interruptedProgress: progress,
    nextStep: nextStep(standing),
    runner,
  };
}
