import type { Knex } from 'knex';
import type { MigrationFile } from './migration-files.ts';

/** One applied migration, as the ledger records it. */
export interface LedgerRow {
  readonly name: string;
  /** SHA-256 of the file at the time, in hex. */
  readonly checksum: string;
  readonly appliedAt: Date;
  readonly durationMs: number;
  /** The database role that ran it. */
  readonly appliedBy: string;
}

/** Makes the ledger where it is missing. The ledger is not a migration: it must stand before the first one. */
export async function ensureLedger(db: Knex): Promise<void> {
  await db.raw('CREATE SCHEMA IF NOT EXISTS lifecycle');
  await db.raw(`
    CREATE TABLE IF NOT EXISTS lifecycle.schema_migrations (
      name text PRIMARY KEY,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now(),
      duration_ms integer NOT NULL,
      applied_by text NOT NULL DEFAULT current_user
    )`);
}

/** What is applied, oldest first; empty where there is no ledger yet. */
export async function readLedger(db: Knex): Promise<readonly LedgerRow[]> {
  const exists = await db.raw("SELECT to_regclass('lifecycle.schema_migrations') AS ledger");
  if (exists.rows[0].ledger === null) return [];
  return db<LedgerRow>('lifecycle.schema_migrations').select('*').orderByRaw('name COLLATE "C"');
}

export async function recordApplied(
  trx: Knex.Transaction,
  file: MigrationFile,
  durationMs: number,
): Promise<void> {
  await trx('lifecycle.schema_migrations').insert({
    name: file.name,
    checksum: file.checksum,
    durationMs,
  });
}

export async function removeApplied(trx: Knex.Transaction, name: string): Promise<void> {
  await trx('lifecycle.schema_migrations').where({ name }).delete();
}
