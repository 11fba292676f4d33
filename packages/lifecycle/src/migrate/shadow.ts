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
 * Applies these migrations, and no others, to an empty scratch database, in the order given: this is what
 * the files build, for comparing a real database with it or for recording further migrations on it. It
 * takes no lock, since nobody else knows the database.
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
