import { boundQuery } from '@atelier/db/kernel/bound-query.ts';
import type { Knex } from 'knex';
import type { Queue } from './queue.ts';

/** Wakes the runs whose time has come; up to so many at once. */
const mostAtOnce = 1000;

/** @returns milliseconds until the next one is to be woken; undefined where none waits for a time */
export async function wakeDue(db: Knex, queue: Queue): Promise<number | undefined> {
  const [row] = await boundQuery<{ readonly next_ms: number | null }>(db, wakeText(queue), [
    mostAtOnce,
  ]);
  return row?.next_ms ?? undefined;
}

const wakeText = ({ runs }: Queue) => `WITH due AS MATERIALIZED (
    SELECT id FROM ${runs}
    WHERE status = 'PENDING' AND wake_at IS NOT NULL AND wake_at <= clock_timestamp()
    ORDER BY wake_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED
  ),
  woken AS (
    UPDATE ${runs} AS r SET ${queuedUnlessPaused('r.wake_at')}
    FROM due WHERE r.id = due.id
  )
  SELECT (extract(epoch FROM wake_at - clock_timestamp()) * 1000)::float8 AS next_ms FROM ${runs}
  WHERE status = 'PENDING' AND wake_at IS NOT NULL AND id NOT IN (SELECT id FROM due)
  ORDER BY wake_at LIMIT 1`;

/** What a PENDING run `r` becomes when what it waits for is there: one that was paused meanwhile waits for that. */
export function queuedUnlessPaused(dueAt: string): string {
  return `status = CASE WHEN r.control = 'pause' THEN 'PENDING' ELSE 'QUEUED' END,
      waits_for = CASE WHEN r.control = 'pause' THEN '{"kind": "pause"}'::jsonb END,
      control = CASE WHEN r.control = 'pause' THEN NULL ELSE r.control END,
      wake_at = NULL, due_at = ${dueAt} - r.priority * interval '1 minute'`;
}
