import type { Knex } from 'knex';
import { readLedger } from './ledger.ts';
import { type MigrationFile, readMigrationFiles } from './migration-files.ts';
import { readHalfDone } from './read-half-done.ts';
import type { Standing } from './rules/migration-plan.ts';

/**
 * Reads how the files, the ledger and the attempts stand to each other, for a plan or the next step.
 *
 * @throws ERR_MIGRATION_UNREADABLE for the edited file of a half-done migration
 */
export async function readStanding(db: Knex, folder: string): Promise<Standing<MigrationFile>> {
  const files = await readMigrationFiles(folder);
  const applied = await readLedger(db);
  const half = await readHalfDone(db, files, applied);
  return { files, applied, halfDone: half?.halfDone ?? null };
}
