import { listBackups } from '@atelier/lifecycle/backup/backup-folder.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import type { Knex } from 'knex';
import type { ManagedDatabase } from './context.ts';
import { driftState } from './drift-check.ts';

/** What waits for whoever keeps the database, for the start page. */
export interface WaitingDatabase {
  /** Migrations that are not applied yet. */
  readonly pending: number;
  /** Whether one was interrupted, or files and ledger disagree: nothing can be applied until that is mended. */
  readonly isBlocked: boolean;
  /** Whether somebody is migrating now. */
  readonly isMigrating: boolean;
  /** How many differences the last check found; null where none was made since the start. */
  readonly drift: number | null;
  /** The newest backup that is not damaged (ISO 8601, UTC); null for none, or where no folder is known. */
  readonly lastBackup: string | null;
}

/** No check for drift is begun for it: the first takes seconds. */
export async function readWaiting(
  db: Knex,
  managed: ManagedDatabase | undefined,
): Promise<WaitingDatabase> {
  const owner = managed?.owner ?? db;
  const folder = managed?.migrationsFolder;
  const [status, backups] = await Promise.all([
    migrationStatus(owner, folder === undefined ? {} : { folder }),
    managed === undefined ? [] : goodBackups(managed),
  ]);
  const { last } = driftState(owner);
  return {
    pending: status.pending.length,
    isBlocked: status.mismatches.length > 0 || status.interrupted !== null,
    isMigrating: status.runner !== null,
    drift: last === null ? null : last.total + last.models.length,
    lastBackup: backups[0]?.manifest.createdAt ?? null,
  };
}

async function goodBackups({ backupDir }: ManagedDatabase) {
  const { backups } = await listBackups(backupDir);
  return backups.filter(({ manifest }) => manifest.damage === null);
}
