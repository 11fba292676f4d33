import type { Knex } from 'knex';
import { ensureLedger } from '../migrate/ledger.ts';
import { idFunctions, noteFunctions } from './id-functions.ts';
import { rowsOf, run } from './sql.ts';

/**
 * The conversion's own tables, as statements that may be repeated. `id_map` has a partition for each
 * table, so that a million ids are loaded first and indexed then.
 */
const tables: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS lifecycle.id_map (
  table_name text COLLATE "C" NOT NULL,
  old_id bigint NOT NULL,
  new_id uuid NOT NULL,
  CONSTRAINT id_map_pkey PRIMARY KEY (table_name, old_id),
  CONSTRAINT id_map_new_id_key UNIQUE (table_name, new_id)
) PARTITION BY LIST (table_name)`,
  `CREATE TABLE IF NOT EXISTS lifecycle.conversion_keys (
  table_name text COLLATE "C" PRIMARY KEY,
  partition_name text NOT NULL,
  sequence regclass NOT NULL,
  sequence_is_ours boolean NOT NULL
)`,
  // Tables with ids that cannot be computed; written once or a few times, never waited for.
  `CREATE TABLE IF NOT EXISTS lifecycle.id_exceptions (
  table_name text COLLATE "C" NOT NULL,
  taken boolean NOT NULL
)`,
  `CREATE TABLE IF NOT EXISTS lifecycle.conversions (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  profile text NOT NULL,
  target text NOT NULL CONSTRAINT conversions_target_check CHECK (target IN ('uuid', 'integer')),
  mode text NOT NULL CONSTRAINT conversions_mode_check CHECK (mode IN ('in_place', 'online')),
  status text NOT NULL CONSTRAINT conversions_status_check
    CHECK (status IN ('running', 'done', 'abandoned')),
  request jsonb NOT NULL,
  columns jsonb NOT NULL,
  objects jsonb NOT NULL,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz,
  duration_ms integer,
  run_by text NOT NULL DEFAULT current_user
)`,
  `CREATE UNIQUE INDEX IF NOT EXISTS conversions_running
  ON lifecycle.conversions ((true)) WHERE status = 'running'`,
  `CREATE TABLE IF NOT EXISTS lifecycle.conversion_steps (
  conversion_id bigint NOT NULL REFERENCES lifecycle.conversions (id) ON DELETE CASCADE,
  step text NOT NULL,
  done_blocks bigint,
  all_blocks bigint,
  finished_at timestamptz,
  PRIMARY KEY (conversion_id, step)
)`,
];

/** Makes the tables and functions of conversions in the schema `lifecycle`, or brings them up to date. */
export async function ensureConversionObjects(db: Knex): Promise<void> {
  await ensureLedger(db);
  await db.transaction(async (trx) => {
    await trx.raw('SET LOCAL client_min_messages = warning');
    for (const statement of [...tables, ...idFunctions, ...noteFunctions]) {
      await run(trx, statement);
    }
  });
}

/** Whether a database has ever been converted, or prepared for it. */
export async function hasConversionObjects(db: Knex): Promise<boolean> {
  const [row] = await rowsOf<{ there: boolean }>(
    db,
    `SELECT to_regclass('lifecycle.conversions') IS NOT NULL AS there`,
  );
  return row?.there ?? false;
}
