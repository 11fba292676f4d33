import { lifecycleError } from '@atelier/domain/lifecycle/errors.ts';
import type { Knex } from 'knex';
import {
  ensureLedger,
  type LedgerRow,
  readLedger,
  recordApplied,
  removeApplied,
} from './ledger.ts';
import {
  type MigrationFile,
  readMigrationFiles,
  sourceMigrationsFolder,
} from './migration-files.ts';
import { withRunnerLock } from './runner-lock.ts';

export interface MigrateOptions {
  /** Where the migration files lie; the source tree's folder unless told. */
  readonly folder?: string;
  /** Called before each step, for a progress line. */
  readonly onProgress?: (step: MigrationStep) => void;
}

export type MigrationStep =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'up' | 'down'; readonly name: string };

export interface MigrationReport {
  /** Names in the order they were run. */
  readonly changed: readonly string[];
  /** The newest migration that is applied now, or null for an empty database. */
  readonly revision: string | null;
}

export interface MigrationStatus {
  readonly revision: string | null;
  readonly applied: readonly LedgerRow[];
  readonly pending: readonly string[];
}

/**
 * Applies every pending migration, oldest first, each in a transaction of its own with its ledger row.
 * Refuses before anything runs, with `ERR_MIGRATION_EDITED`, `ERR_MIGRATION_MISSING` or
 * `ERR_MIGRATION_OUT_OF_ORDER`, when the files do not fit what was applied. A second runner waits.
 */
export async function migrateUp(db: Knex, options: MigrateOptions = {}): Promise<MigrationReport> {
  const files = await readMigrationFiles(options.folder ?? sourceMigrationsFolder);
  return withRunnerLock(db, options.onProgress, async (connection) => {
    await ensureLedger(connection);
    const applied = await readLedger(connection);
    const pending = pendingFiles(files, applied);
    for (const file of pending) {
      options.onProgress?.({ kind: 'up', name: file.name });
      const migration = await file.load();
      const startedAt = performance.now();
      await connection.transaction(async (trx) => {
        await migration.up(trx);
        await recordApplied(trx, file, Math.round(performance.now() - startedAt));
      });
    }
    return {
      changed: pending.map((file) => file.name),
      revision: pending.at(-1)?.name ?? applied.at(-1)?.name ?? null,
    };
  });
}

/**
 * Takes back every migration after `to` (null: all of them), newest first, each in a transaction of its
 * own. Refuses like {@link migrateUp}, and with `ERR_MIGRATION_UNKNOWN` for a revision that is not applied.
 */
export async function migrateDown(
  db: Knex,
  options: MigrateOptions & { readonly to: string | null },
): Promise<MigrationReport> {
  const files = await readMigrationFiles(options.folder ?? sourceMigrationsFolder);
  return withRunnerLock(db, options.onProgress, async (connection) => {
    await ensureLedger(connection);
    const applied = await readLedger(connection);
    pendingFiles(files, applied);
    const { to } = options;
    if (to !== null && !applied.some((row) => row.name === to)) {
      throw lifecycleError('ERR_MIGRATION_UNKNOWN', { name: to });
    }
    const leaving = files.filter(
      (file) => applied.some((row) => row.name === file.name) && (to === null || file.name > to),
    );
    for (const file of leaving.toReversed()) {
      options.onProgress?.({ kind: 'down', name: file.name });
      const migration = await file.load();
      await connection.transaction(async (trx) => {
        await migration.down(trx);
        await removeApplied(trx, file.name);
      });
    }
    return { changed: leaving.toReversed().map((file) => file.name), revision: to };
  });
}

/** What is applied and what is pending; changes nothing, and refuses like {@link migrateUp}. */
export async function migrationStatus(
  db: Knex,
  options: MigrateOptions = {},
): Promise<MigrationStatus> {
  const files = await readMigrationFiles(options.folder ?? sourceMigrationsFolder);
  const applied = await readLedger(db);
  const pending = pendingFiles(files, applied).map((file) => file.name);
  return { revision: applied.at(-1)?.name ?? null, applied, pending };
}

/** The files not applied yet, once it is sure that the applied ones are exactly the ones before them. */
function pendingFiles(
  files: readonly MigrationFile[],
  applied: readonly LedgerRow[],
): readonly MigrationFile[] {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const row of applied) {
    const file = byName.get(row.name);
    if (file === undefined) throw lifecycleError('ERR_MIGRATION_MISSING', { name: row.name });
    if (file.checksum !== row.checksum) {
      throw lifecycleError('ERR_MIGRATION_EDITED', { name: row.name });
    }
  }
  const newest = applied.at(-1)?.name ?? '';
  const done = new Set(applied.map((row) => row.name));
  const pending = files.filter((file) => !done.has(file.name));
  const late = pending.find((file) => file.name < newest);
  if (late !== undefined) {
    throw lifecycleError('ERR_MIGRATION_OUT_OF_ORDER', { name: late.name, newest });
  }
  return pending;
}
