import type { Knex } from 'knex';
import { lifecycleError } from '../errors/lifecycle-errors.ts';
import { type Attempt, finishAttempt, unfinishedAttempt } from './attempts.ts';
import { type CheckpointedStepOptions, runCheckpointedStep } from './checkpointed-step.ts';
import { ensureLedger, readLedger } from './ledger.ts';
import {
  type MigrationFile,
  readMigrationFiles,
  sourceMigrationsFolder,
} from './migration-files.ts';
import type { Direction } from './rules/direction.ts';
import { planDown, planUp } from './rules/migration-plan.ts';
import type { LockHolder } from './runner-lock.ts';
import {
  type Blocked,
  type LockRetryOptions,
  type RunnerSession,
  withRunnerSession,
} from './runner-session.ts';
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
   * the backup from before, and answers with its name.
   */
  readonly beforeApplying?: (pending: readonly MigrationFile[]) => Promise<string | undefined>;
}

export type MigrationStep =
  | { readonly kind: 'waiting'; readonly holder: LockHolder | undefined }
  | { readonly kind: Direction; readonly name: string }
  | ({ readonly kind: 'blocked' } & Blocked)
  /** A killed runner was found: what it had begun is gone on with, was rolled back, or is taken back. */
  | {
      readonly kind: 'found-interrupted';
      readonly attempt: Attempt;
      readonly then: 'resumed' | 'nothing-left' | 'undone';
    };

export interface MigrationReport {
  /** Names in the order they were run. */
  readonly changed: readonly string[];
  /** The newest migration that is applied now, or null for an empty database. */
  readonly revision: string | null;
}

/**
 * Applies every pending migration, oldest first, each in a transaction of its own with its ledger row;
 * one that declares `config = { transaction: false }` statement by statement. What a killed runner left
 * is finished first. A second runner waits.
 *
 * @throws before anything runs ERR_MIGRATION_EDITED, ERR_MIGRATION_MISSING, ERR_MIGRATION_OUT_OF_ORDER,
 * ERR_MIGRATION_UNKNOWN, ERR_RUNNER_BUSY; ERR_MIGRATION_LOCKED, ERR_MIGRATION_IN_DOUBT
 */
export async function migrateUp(
  db: Knex,
  options: MigrateUpOptions = {},
): Promise<MigrationReport> {
  const files = await readMigrationFiles(options.folder ?? sourceMigrationsFolder);
  return withRunnerSession(db, sessionOptions(options), async (session) => {
    const { connection } = session;
    await ensureLedger(connection);
    const pending = planUp(files, await readLedger(connection), options.to);
    const backup = (await options.beforeApplying?.(pending)) ?? options.backup;
    await finishInterrupted(session, files, 'up', options);
    const changed = planUp(files, await readLedger(connection), options.to);
    for (const file of changed) await runStep(session, file, 'up', { ...options, backup });
    const applied = await readLedger(connection);
    return { changed: namesOf(pending), revision: applied.at(-1)?.name ?? null };
  });
}

/**
 * Takes back every migration after `to` (null: all of them), newest first. A migration outside of
 * transactions that was interrupted on its way up is taken back as far as it came.
 *
 * @throws as {@link migrateUp}; ERR_MIGRATION_STAMPED when that would drop adopted tables
 */
export async function migrateDown(
  db: Knex,
  options: MigrateOptions & { readonly to: string | null },
): Promise<MigrationReport> {
  const files = await readMigrationFiles(options.folder ?? sourceMigrationsFolder);
  return withRunnerSession(db, sessionOptions(options), async (session) => {
    const { connection } = session;
    await ensureLedger(connection);
    const planned = planDown(files, await readLedger(connection), options.to);
    await finishInterrupted(session, files, 'down', options);
    for (const file of planDown(files, await readLedger(connection), options.to)) {
      await runStep(session, file, 'down', options);
    }
    return { changed: namesOf(planned), revision: options.to };
  });
}

/** What a killed runner, or a failure outside of transactions, left: resumed, undone, or only noted. */
async function finishInterrupted(
  session: RunnerSession,
  files: readonly MigrationFile[],
  direction: Direction,
  options: MigrateOptions,
): Promise<void> {
  const attempt = await unfinishedAttempt(session.connection);
  if (attempt === undefined) return;
  const tell = (then: 'resumed' | 'nothing-left' | 'undone') =>
    options.onProgress?.({ kind: 'found-interrupted', attempt, then });
  if (attempt.transactional) {
    tell('nothing-left');
    await finishAttempt(session.connection, attempt.id, 'interrupted');
    return;
  }
  const file = files.find(({ name }) => name === attempt.name);
  if (file === undefined) throw lifecycleError('ERR_MIGRATION_MISSING', { name: attempt.name });
  if (file.checksum !== attempt.checksum) {
    throw lifecycleError('ERR_MIGRATION_EDITED', { name: attempt.name });
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
