import type { Knex } from 'knex';
import { type Attempt, finishAttempt, unfinishedAttempt } from './attempts.ts';
import { type CheckpointedStepOptions, runCheckpointedStep } from './checkpointed-step.ts';
import { ensureLedger, readLedger } from './ledger.ts';
import { type MigrationFile, sourceMigrationsFolder } from './migration-files.ts';
import type { Direction } from './rules/direction.ts';
import { isSettled } from './rules/half-done.ts';
import { planDown, planUp, type Standing } from './rules/migration-plan.ts';
import type { LockHolder } from './runner-lock.ts';
import {
  type Blocked,
  type LockRetryOptions,
  type RunnerSession,
  withRunnerSession,
} from './runner-session.ts';
import { readStanding } from './standing.ts';
import { runTransactionalStep } from './transactional-step.ts';
import { undoInterrupted } from './undo-interrupted.ts';

export interface MigrateOptions
  extends Pick<LockRetryOptions, 'lockTimeoutMs' | 'pausesMs'>,
    CheckpointedStepOptions {
  /** Where the migration files lie; the source tree's folder unless told. */
  readonly folder?: string;
  /** Called before each step, for a progress line. */
  readonly onProgress?: (step: MigrationStep) => void;
  /** Refuse, instead of waiting for another runner. */
  readonly refuseToWait?: boolean;
}

export interface MigrateUpOptions extends MigrateOptions {
  /** The last migration to apply; all of them unless told. */
  readonly to?: string | undefined;
  /**
   * Called with what is about to be applied, under the lock; what it throws stops everything. It may make
   * the backup to go back to, and returns its name.
   */
  readonly beforeApplying?: (pending: readonly MigrationFile[]) => Promise<string | undefined>;
}

export type MigrationStep =
  | { readonly kind: 'waiting'; readonly holder: LockHolder | undefined }
  | { readonly kind: Direction; readonly name: string }
  | ({ readonly kind: 'blocked' } & Blocked)
  | {
      readonly kind: 'found-interrupted';
      readonly attempt: Attempt;
      readonly then: AfterInterrupted;
    };

/**
 * What becomes of a migration that was interrupted: it is continued (`resumed`), has left nothing behind
 * (`nothing-left`), counts as what the ledger says because somebody has edited it meanwhile (`settled`), is
 * taken back (`undone`), or, when its file is gone, is let go with everything that it has done left in
 * place (`let-go`).
 */
export type AfterInterrupted = 'resumed' | 'nothing-left' | 'settled' | 'undone' | 'let-go';

export interface MigrationReport {
  /** Names in the order they were run. */
  readonly changed: readonly string[];
  /** The newest migration that is applied now, or null for an empty database. */
  readonly revision: string | null;
}

/**
 * Applies every pending migration, oldest first, each in a transaction of its own with its ledger row; one
 * that declares `config = { transaction: false }` runs statement by statement. What a killed runner left
 * unfinished is finished first. A second runner waits.
 *
 * @throws before anything runs: as `planUp`, ERR_RUNNER_BUSY; later: ERR_MIGRATION_LOCKED,
 * ERR_MIGRATION_FAILED, ERR_MIGRATION_IN_DOUBT
 */
export async function migrateUp(
  db: Knex,
  options: MigrateUpOptions = {},
): Promise<MigrationReport> {
  const { folder = sourceMigrationsFolder, to, inDoubt } = options;
  const planning = { to, resolved: inDoubt !== undefined };
  return withRunnerSession(db, sessionOptions(options), async (session) => {
    const { connection } = session;
    await ensureLedger(connection);
    const standing = await readStanding(connection, folder);
    const pending = planUp(standing, planning);
    const backup = (await options.beforeApplying?.(pending)) ?? options.backup;
    await finishInterrupted(session, standing, 'up', options);
    const changed = planUp({ ...standing, ...(await settled(connection)) }, planning);
    for (const file of changed) await runStep(session, file, 'up', { ...options, backup });
    const applied = await readLedger(connection);
    return { changed: namesOf(pending), revision: applied.at(-1)?.name ?? null };
  });
}

/**
 * Takes back every migration after `to` (null: all of them), newest first. A migration outside a
 * transaction that was interrupted on its way up is taken back as far as it got.
 *
 * @throws as {@link migrateUp}, but as `planDown` instead of `planUp`; ERR_MIGRATION_STAMPED when that
 * would drop adopted tables
 */
export async function migrateDown(
  db: Knex,
  options: MigrateOptions & { readonly to: string | null },
): Promise<MigrationReport> {
  const { folder = sourceMigrationsFolder, inDoubt } = options;
  const planning = { resolved: inDoubt !== undefined };
  return withRunnerSession(db, sessionOptions(options), async (session) => {
    const { connection } = session;
    await ensureLedger(connection);
    const standing = await readStanding(connection, folder);
    const { leaving, to } = planDown(standing, options.to, planning);
    await finishInterrupted(session, standing, 'down', options);
    const rest = planDown({ ...standing, ...(await settled(connection)) }, to);
    for (const file of rest.leaving) await runStep(session, file, 'down', options);
    // What was adopted stays, behind `to` as well.
    const revision = (await readLedger(connection)).at(-1)?.name ?? null;
    return { changed: namesOf(leaving), revision };
  });
}

/** How things stand when nothing is half done any more. */
async function settled(connection: Knex): Promise<Pick<Standing, 'applied' | 'halfDone'>> {
  return { applied: await readLedger(connection), halfDone: null };
}

/** What a killed runner, or a failure outside of transactions, left: resumed, undone, or only noted. */
async function finishInterrupted(
  session: RunnerSession,
  { files, applied, halfDone }: Standing<MigrationFile>,
  direction: Direction,
  options: MigrateOptions,
): Promise<void> {
  const attempt = await unfinishedAttempt(session.connection);
  if (attempt === undefined) return;
  const tell = (then: AfterInterrupted) =>
    options.onProgress?.({ kind: 'found-interrupted', attempt, then });
  const file = files.find(({ name }) => name === attempt.name);
  if (halfDone === null || halfDone === undefined || file === undefined) {
    if (halfDone) tell('let-go');
    else tell(isSettled(attempt, applied) ? 'settled' : 'nothing-left');
    await finishAttempt(session.connection, attempt.id, 'interrupted');
    return;
  }
  const migration = await file.load();
  if (attempt.direction === 'up' && direction === 'down') {
    tell('undone');
    await undoInterrupted(session, migration, attempt);
    return;
  }
  tell('resumed');
  await runCheckpointedStep(session, file, migration, attempt.direction, attempt, options);
}

async function runStep(
  session: RunnerSession,
  file: MigrationFile,
  direction: Direction,
  options: MigrateOptions,
): Promise<void> {
  options.onProgress?.({ kind: direction, name: file.name });
  const migration = await file.load();
  if (migration.config?.transaction === false) {
    await runCheckpointedStep(session, file, migration, direction, undefined, options);
  } else {
    await runTransactionalStep(session, file, migration, direction);
  }
}

function sessionOptions({ onProgress, ...options }: MigrateOptions) {
  return {
    ...options,
    onWaiting: (holder: LockHolder | undefined) => onProgress?.({ kind: 'waiting', holder }),
    onBlocked: (blocked: Blocked) => onProgress?.({ kind: 'blocked', ...blocked }),
  };
}

const namesOf = (files: readonly MigrationFile[]): readonly string[] =>
  files.map(({ name }) => name);
