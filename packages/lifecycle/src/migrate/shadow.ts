import type { Knex } from 'knex';
import { ensureLedger, recordApplied } from './ledger.ts';
import type { MigrationFile } from './migration-files.ts';

/** What was done to a database beside its migrations. */
export interface Shape {
  /** Equal for what does the same. */
  readonly key: string;
  /** Does it to what the migrations built. */
  apply(shadow: Knex): Promise<void>;
}

/**
 * Applies these migrations, and no others, to an empty scratch database, in the order given: what the
 * files build, to compare a real database with or to record further ones on. It holds no lock, for
 * nobody else knows the database.
 */
export async function buildShadow(db: Knex, files: readonly MigrationFile[]): Promise<void> {
  await ensureLedger(db);
  for (const file of files) {
    const migration = await file.load();
    if (migration.config?.transaction === false) await migration.up(db);
    else await db.transaction((trx) => migration.up(trx));
    await recordApplied(db, file, 0);
  }
}
