import type { Knex } from 'knex';
import { readLedger } from '../migrate/ledger.ts';
import type { AppliedInBackup } from './rules/manifest.ts';

/** What a manifest says of the database. */
export interface DatabaseFacts {
  readonly database: string;
  /** As PostgreSQL numbers itself: 150018. */
  readonly serverVersion: number;
  /** The newest migration that is applied; null without a ledger. */
  readonly revision: string | null;
  /** Every migration that is applied. */
  readonly applied: AppliedInBackup[];
}

export async function databaseFacts(db: Knex): Promise<DatabaseFacts> {
  const { rows } = await db.raw<{ rows: { database: string; version: string }[] }>(
    "SELECT current_database() AS database, current_setting('server_version_num') AS version",
  );
  const { database = '', version = '0' } = rows[0] ?? {};
  const ledger = await readLedger(db);
  return {
    database,
    serverVersion: Number(version),
    revision: ledger.at(-1)?.name ?? null,
    applied: ledger.map(({ name, origin }) => ({ name, origin })),
  };
}

/** Whether there is nothing to lose: no table but the runner's own and those of extensions. */
export async function isEmptyDatabase(db: Knex): Promise<boolean> {
  return (await tableCount(db)) === 0;
}

/** How many tables there are, materialised views too, but for the runner's own and those of extensions. */
export async function tableCount(db: Knex): Promise<number> {
  const { rows } = await db.raw<{ rows: { tables: number }[] }>(`
    SELECT count(*)::integer AS tables
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f', 'm') AND c.relpersistence <> 't'
      AND n.nspname NOT IN ('information_schema', 'lifecycle') AND n.nspname !~ '^pg_'
      AND NOT EXISTS (
        SELECT FROM pg_depend AS d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')`);
  return rows[0]?.tables ?? 0;
}
