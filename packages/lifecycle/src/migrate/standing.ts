import type { Knex } from 'knex';
import { type LedgerRow, readLedger } from './ledger.ts';
import { type MigrationFile, readMigrationFiles } from './migration-files.ts';
import { type InterruptedProgress, readHalfDone } from './read-half-done.ts';
import type { Standing } from './rules/migration-plan.ts';

export interface ReadStanding extends Standing<MigrationFile> {
  readonly applied: readonly LedgerRow[];
  /** How far the half-done migration came; null when there is none. */
  readonly progress: InterruptedProgress | null;
}

/**
 * Reads how the files, the ledger and the attempts relate to each other, for a plan or the next step.
 *
 * @throws ERR_MIGRATION_UNREADABLE for the edited file of a half-done migration
 */
export async function readStanding(db: Knex, folder: string): Promise<ReadStanding> {
  const files = await readMigrationFiles(folder);
  const applied = await readLedger(db);
  const half = await readHalfDone(db, files, applied);
  return { files, applied, halfDone: half?.halfDone ?? null, progress: half?.progress ?? null };
}
