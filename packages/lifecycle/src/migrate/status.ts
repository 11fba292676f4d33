import type { Knex } from 'knex';
import { type Attempt, isUnfinished, readAttempts } from './attempts.ts';
import { type InterruptedProgress, interruptedProgress } from './interrupted-progress.ts';
import { type LedgerRow, readLedger } from './ledger.ts';
import { readMigrationFiles, sourceMigrationsFolder } from './migration-files.ts';
import { findMismatches, type Mismatch, pendingOf } from './rules/migration-plan.ts';
import { type LockHolder, runnerLockHolder } from './runner-lock.ts';

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
  /** A migration that was begun and not finished, when no runner is at work: the next one sees to it. */
  readonly interrupted: Attempt | null;
  /** How far that one came outside of transactions; else null. */
  readonly interruptedProgress: InterruptedProgress | null;
  /** The runner at work now. */
  readonly runner: LockHolder | null;
}

/** Reads where the database stands; changes nothing and refuses nothing. */
export async function migrationStatus(
  db: Knex,
  { folder = sourceMigrationsFolder }: { readonly folder?: string } = {},
): Promise<MigrationStatus> {
  const files = await readMigrationFiles(folder);
  const applied = await readLedger(db);
  const attempts = await readAttempts(db);
  const runner = (await runnerLockHolder(db)) ?? null;
  const unfinished = attempts.slice(0, 1).find(isUnfinished);
  const interrupted = runner === null ? (unfinished ?? null) : null;
  return {
    revision: applied.at(-1)?.name ?? null,
    applied,
    pending: pendingOf(files, applied).map(({ name }) => name),
    mismatches: findMismatches(files, applied),
    attempts,
    interrupted,
    interruptedProgress:
      interrupted === null || interrupted.transactional
        ? null
        : await interruptedProgress(db, interrupted, files),
    runner,
  };
}
