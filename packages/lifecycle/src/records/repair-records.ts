import type { Knex } from 'knex';

/** What a repair changed, so that it can be taken back. */
export interface RepairRecord {
  readonly id: string;
  /** The name of the repair in its plan. */
  readonly repair: string;
  readonly doneAt: Date;
  readonly doneBy: string;
  readonly undoneAt: Date | null;
  readonly facts: RepairFacts;
}

export type RepairFacts =
  | {
      readonly kind: 'running-timers';
      readonly index: string;
      /** In PostgreSQL's text form. */
      readonly closed: readonly { readonly id: string; readonly end: string }[];
    }
  | {
      readonly kind: 'resource-key';
      readonly column: string;
      readonly kept: string | null;
      readonly mapped: readonly { readonly value: string; readonly key: number }[];
    }
  | {
      readonly kind: 'fixes';
      readonly differences: readonly string[];
      /** Null where there is no way back. */
      readonly down: readonly string[] | null;
    }
  | { readonly kind: 'invalid-index'; readonly definition: string; readonly action: string };

/** Makes the table of records where it is missing. */
export async function ensureRepairRecords(db: Knex): Promise<void> {
  await db.raw('CREATE SCHEMA IF NOT EXISTS lifecycle');
  await db.raw(`
    CREATE TABLE IF NOT EXISTS lifecycle.repairs (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      repair text NOT NULL,
      done_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      done_by text NOT NULL DEFAULT current_user,
      undone_at timestamptz,
      facts jsonb NOT NULL
    )`);
}

/** Every repair that was carried out, the latest first. */
export async function readRepairs(db: Knex): Promise<readonly RepairRecord[]> {
  const { rows } = await db.raw("SELECT to_regclass('lifecycle.repairs') IS NOT NULL AS there");
  return rows[0].there ? db('lifecycle.repairs').select('*').orderBy('id', 'desc') : [];
}

/** @returns the record's id */
export async function writeRepair(db: Knex, repair: string, facts: RepairFacts): Promise<string> {
  const [row] = await db('lifecycle.repairs')
    .insert({ repair, facts: JSON.stringify(facts) })
    .returning('id');
  return row.id;
}

export async function markUndone(db: Knex, id: string): Promise<void> {
  await db('lifecycle.repairs').where({ id }).update({ undoneAt: db.fn.now() });
}
