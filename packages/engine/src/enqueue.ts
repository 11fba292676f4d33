import { boundQuery } from '@atelier/db/kernel/bound-query.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import type { Knex } from 'knex';
import type { Queue } from './queue.ts';

export interface NewRun {
  /** Made unless given. A run that has it already is left as it is: so a repeated call does no harm. */
  readonly id?: string;
  readonly kind: string;
  /** JSON; `{}` unless given. */
  readonly context?: unknown;
  /** 0 unless given; higher first, each as much as having waited for a minute more. */
  readonly priority?: number;
  /** The slots that it takes while it is held. The first is the lane in which it stands: a coarse one. */
  readonly limitKeys?: readonly string[];
  /** JSON; the run waits for `release`, or for its time. */
  readonly waitsFor?: unknown;
  /** Milliseconds from now, on the database's clock; `waitsFor` is `{ kind: 'time' }` then, unless given. */
  readonly wakeInMs?: number;
}

const mostAtOnce = 5000;

/**
 * Puts runs into the queue, in the caller's transaction: workers are woken by its commit.
 *
 * @returns their ids, in the order of the runs
 */
export async function enqueue(
  db: Knex,
  { runs }: Queue,
  given: readonly NewRun[],
): Promise<string[]> {
  const rows = given.map(({ id = newId(), waitsFor, wakeInMs, ...rest }) => ({
    id,
    kind: rest.kind,
    context: rest.context ?? {},
    priority: rest.priority ?? 0,
    limit_keys: rest.limitKeys ?? [],
    waits_for: waitsFor ?? (wakeInMs === undefined ? null : { kind: 'time' }),
    wake_ms: wakeInMs ?? null,
  }));
  for (let from = 0; from < rows.length; from += mostAtOnce) {
    await boundQuery(
      db,
      `INSERT INTO ${runs}
        (id, kind, status, priority, due_at, wake_at, waits_for, execution_context, limit_keys)
      SELECT id, kind, CASE WHEN waits_for IS NULL THEN 'QUEUED' ELSE 'PENDING' END, priority,
        clock_timestamp() - priority * interval '1 minute',
        clock_timestamp() + wake_ms * interval '1 millisecond', waits_for, context,
        ARRAY(SELECT jsonb_array_elements_text(limit_keys))
      FROM jsonb_to_recordset($1::jsonb) AS g (id uuid, kind text, context jsonb, priority smallint,
        limit_keys jsonb, waits_for jsonb, wake_ms float8)
      ON CONFLICT (id) DO NOTHING`,
      [JSON.stringify(rows.slice(from, from + mostAtOnce))],
    );
  }
  return rows.map(({ id }) => id);
}

/**
 * How many runs with a key may be IN_PROGRESS at once, over all workers; null for no limit. It holds for what is
 * claimed from then on.
 */
export async function setLimit(
  db: Knex,
  { limits }: Queue,
  key: string,
  max: number | null,
): Promise<void> {
  if (max === null) await boundQuery(db, `DELETE FROM ${limits} WHERE key = $1`, [key]);
  else {
    await boundQuery(
      db,
      `INSERT INTO ${limits} (key, max) VALUES ($1, $2)
      ON CONFLICT (key) DO UPDATE SET max = excluded.max`,
      [key, max],
    );
  }
}
