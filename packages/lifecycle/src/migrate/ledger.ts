import type { Knex } from 'knex';
import type { MigrationFile } from './migration-files.ts';
import type { LedgerOrigin } from './rules/migration-plan.ts';

/** One applied migration, as the ledger records it. */
export interface LedgerRow {
  readonly name: string;
  /** SHA-256 of the file at the time, in hex. */
  readonly checksum: string;
  readonly appliedAt: Date;
  readonly durationMs: number;
  /** The database role that ran it. */
  readonly appliedBy: string;
  readonly origin: LedgerOrigin;
}

/** The tables that the statements below make. */
export const ledgerTables = ['schema_migrations', 'migration_attempts', 'attempt_statements'];

/**
 * The runner's own tables, as statements that may be repeated. They are not a migration, since they must
 * exist before the first one.
 *
 * An attempt is recorded before a migration begins and finished together with it, so an attempt without an
 * outcome means that a runner was killed. A migration outside a transaction notes each of its statements.
 */
export const ledgerStatements: readonly string[] = [
  'CREATE SCHEMA IF NOT EXISTS lifecycle',
  `CREATE TABLE IF NOT EXISTS lifecycle.schema_migrations (
  name text PRIMARY KEY,
  checksum text NOT NULL,
  applied_at timestamptz NOT NULL DEFAULT now(),
  duration_ms integer NOT NULL,
  applied_by text NOT NULL DEFAULT current_user
)`,
  `ALTER TABLE lifecycle.schema_migrations ADD COLUMN IF NOT EXISTS origin text NOT NULL DEFAULT 'run'
  CONSTRAINT schema_migrations_origin_check CHECK (origin IN ('run', 'stamp', 'script'))`,
  `CREATE TABLE IF NOT EXISTS lifecycle.migration_attempts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  direction text NOT NULL CONSTRAINT migration_attempts_direction_check CHECK (direction IN ('up', 'down')),
  checksum text NOT NULL,
  transactional boolean NOT NULL,
  runner text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  outcome text CONSTRAINT migration_attempts_outcome_check
    CHECK (outcome IN ('done', 'failed', 'interrupted', 'undone')),
  error text
)`,
  `CREATE TABLE IF NOT EXISTS lifecycle.attempt_statements (
  attempt_id bigint NOT NULL REFERENCES lifecycle.migration_attempts (id) ON DELETE CASCADE,
  position integer NOT NULL,
  statement_hash text NOT NULL,
  row_count integer,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  PRIMARY KEY (attempt_id, position)
)`,
  'ALTER TABLE lifecycle.migration_attempts ADD COLUMN IF NOT EXISTS backup text',
  'ALTER TABLE lifecycle.migration_attempts ADD COLUMN IF NOT EXISTS profile text',
  'ALTER TABLE lifecycle.attempt_statements ADD COLUMN IF NOT EXISTS sql text',
];

/** Makes the ledger where it is missing, and brings one of an older version up to date. */
export async function ensureLedger(db: Knex): Promise<void> {
  if (await isWhole(db)) return;
  await db.transaction(async (trx) => {
    for (const statement of ledgerStatements) await trx.raw(statement);
  });
}

/** What is applied, in the order of names; empty where there is no ledger yet. */
export async function readLedger(db: Knex): Promise<readonly LedgerRow[]> {
  if (!(await exists(db, 'lifecycle.schema_migrations'))) return [];
  const rows = await db('lifecycle.schema_migrations').select('*').orderByRaw('name COLLATE "C"');
  // Written by an older version, it has no origins yet.
  return rows.map((row) => ({ origin: 'run', ...row }));
}

/** Writes that a migration is applied. */
export async function recordApplied(
  trx: Knex,
  { name, checksum }: Pick<MigrationFile, 'name' | 'checksum'>,
  durationMs: number,
  origin: LedgerOrigin = 'run',
): Promise<void> {
  await trx('lifecycle.schema_migrations').insert({ name, checksum, durationMs, origin });
}

export async function removeApplied(trx: Knex, name: string): Promise<void> {
  await trx('lifecycle.schema_migrations').where({ name }).delete();
}

/** Whether the newest part of {@link ledgerStatements} stands; then all of them do. */
async function isWhole(db: Knex): Promise<boolean> {
  const { rows } = await db.raw(
    `SELECT EXISTS (
       SELECT FROM pg_attribute
       WHERE attrelid = to_regclass('lifecycle.attempt_statements')
         AND attname = 'sql' AND NOT attisdropped
     ) AS there`,
  );
  return rows[0].there;
}

async function exists(db: Knex, table: string): Promise<boolean> {
  const { rows } = await db.raw('SELECT to_regclass(?) IS NOT NULL AS there', [table]);
  return rows[0].there;
}
