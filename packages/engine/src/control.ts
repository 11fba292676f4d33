import { boundQuery } from '@atelier/db/kernel/bound-query.ts';
import type { Knex } from 'knex';
import type { Decision } from './handler.ts';
import type { Queue } from './queue.ts';
import { jsonText } from './rules/read-advance.ts';
import { queuedUnlessPaused } from './wake.ts';

/** On a queue's channel: something is asked of runs that are held. */
export const controlPayload = 'control';

/**
 * What waits is queued; what is IN_PROGRESS will not wait when it is about to. Paused runs stay paused. In the
 * caller's transaction, as everything here.
 *
 * @returns whom it reached
 */
export function release(db: Knex, queue: Queue, ids: readonly string[]): Promise<string[]> {
  return idsOf(
    db,
    `${chosen(queue, "status = 'IN_PROGRESS' OR status = 'PENDING' AND waits_for ->> 'kind' IS DISTINCT FROM 'pause'")},
    queued AS (
      UPDATE ${queue.runs} AS r SET ${queuedUnlessPaused('clock_timestamp()')}
      FROM chosen WHERE r.id = chosen.id AND r.status = 'PENDING' RETURNING r.id
    ),
    noted AS (
      UPDATE ${queue.runs} AS r SET wake_at = clock_timestamp()
      FROM chosen WHERE r.id = chosen.id AND r.status = 'IN_PROGRESS' RETURNING r.id
    )
    SELECT id FROM queued UNION ALL SELECT id FROM noted`,
    ids,
  );
}

/**
 * PENDING and QUEUED become SKIPPED; nobody is told but the caller.
 *
 * @param error why, as JSON
 */
export function skip(
  db: Knex,
  queue: Queue,
  ids: readonly string[],
  error: unknown = null,
): Promise<string[]> {
  return idsOf(
    db,
    `${chosen(queue, "status IN ('PENDING', 'QUEUED')")},
    skipped AS (
      UPDATE ${queue.runs} AS r SET status = 'SKIPPED', finished_at = clock_timestamp(), wake_at = NULL,
        waits_for = NULL, error = nullif($2::jsonb, 'null')
      FROM chosen WHERE r.id = chosen.id RETURNING r.id
    )
    SELECT id FROM skipped`,
    ids,
    jsonText(error, 'error'),
  );
}

/** Which runs a request to cancel ended at once, and which of them will be ended by a worker. */
export interface CancelRequest {
  /** The caller does what follows; `onFinished` is not called for them. */
  readonly cancelled: readonly string[];
  /** Their handlers may have something to clean up; `onFinished` is called when they end. */
  readonly asked: readonly string[];
}

/**
 * Whatever has not begun, or is stuck, is CANCELLED at once. What is held somewhere is asked to end, and what was
 * held before is queued for its end.
 */
export async function requestCancel(
  db: Knex,
  queue: Queue,
  ids: readonly string[],
): Promise<CancelRequest> {
  const rows = await boundQuery<{ readonly id: string; readonly status: string }>(
    db,
    `${chosen(queue, "status IN ('PENDING', 'QUEUED', 'IN_PROGRESS', 'FAILED_STUCK')")},
    changed AS (
      UPDATE ${queue.runs} AS r SET
        status = ${afterCancel},
        finished_at = CASE WHEN ${afterCancel} = 'CANCELLED' THEN clock_timestamp() END,
        control = CASE WHEN ${afterCancel} = 'CANCELLED' THEN NULL ELSE 'cancel' END,
        wake_at = NULL, waits_for = NULL
      FROM chosen WHERE r.id = chosen.id RETURNING r.id, r.status
    )
    SELECT id, status, ${tellHolders('$2')} FROM changed`,
    [ids, queue.channel],
  );
  const ended = (one: { readonly status: string }) => one.status === 'CANCELLED';
  return {
    cancelled: rows.filter(ended).map(({ id }) => id),
    asked: rows.filter((one) => !ended(one)).map(({ id }) => id),
  };
}

const afterCancel = `CASE WHEN r.status = 'IN_PROGRESS' THEN 'IN_PROGRESS'
  WHEN r.status = 'FAILED_STUCK' OR r.fence = 0 THEN 'CANCELLED' ELSE 'QUEUED' END`;

/** Queued runs wait until `resume`; what waits or is held is paused when it would go on. */
export function pause(db: Knex, queue: Queue, ids: readonly string[]): Promise<string[]> {
  return idsOf(
    db,
    `${chosen(
      queue,
      `control IS NULL AND (status IN ('QUEUED', 'IN_PROGRESS')
        OR status = 'PENDING' AND waits_for ->> 'kind' IS DISTINCT FROM 'pause')`,
    )},
    paused AS (
      UPDATE ${queue.runs} AS r SET
        status = CASE WHEN r.status = 'QUEUED' THEN 'PENDING' ELSE r.status END,
        waits_for = CASE WHEN r.status = 'QUEUED' THEN '{"kind": "pause"}'::jsonb ELSE r.waits_for END,
        control = CASE WHEN r.status = 'QUEUED' THEN NULL ELSE 'pause' END
      FROM chosen WHERE r.id = chosen.id RETURNING r.id
    )
    SELECT id FROM paused`,
    ids,
  );
}

export function resume(db: Knex, queue: Queue, ids: readonly string[]): Promise<string[]> {
  return idsOf(
    db,
    `${chosen(queue, "control = 'pause' OR status = 'PENDING' AND waits_for ->> 'kind' = 'pause'")},
    resumed AS (
      UPDATE ${queue.runs} AS r SET
        status = CASE WHEN ${isPaused} THEN 'QUEUED' ELSE r.status END,
        due_at = CASE WHEN ${isPaused}
          THEN clock_timestamp() - r.priority * interval '1 minute' ELSE r.due_at END,
        waits_for = CASE WHEN ${isPaused} THEN NULL ELSE r.waits_for END,
        control = CASE WHEN r.control = 'pause' THEN NULL ELSE r.control END
      FROM chosen WHERE r.id = chosen.id RETURNING r.id
    )
    SELECT id FROM resumed`,
    ids,
  );
}

const isPaused = "r.status = 'PENDING' AND r.waits_for ->> 'kind' = 'pause'";

/**
 * A person's word on a run that is stuck. `retry` and `done` queue it, and its handler finds the decision there;
 * `fail` ends it, and what follows is the caller's.
 *
 * @returns whether it was stuck
 */
export async function decide(
  db: Knex,
  queue: Queue,
  id: string,
  decision: Decision,
): Promise<boolean> {
  const rows = await boundQuery<{ readonly id: string }>(
    db,
    `UPDATE ${queue.runs} AS r SET
      status = CASE WHEN $3 THEN 'FAILED' ELSE 'QUEUED' END,
      finished_at = CASE WHEN $3 THEN clock_timestamp() END,
      due_at = clock_timestamp() - r.priority * interval '1 minute',
      decision = $2::jsonb, stalls = 0, waits_for = NULL, wake_at = NULL,
      error = CASE WHEN $3 THEN r.error END
    WHERE r.id = $1 AND r.status = 'FAILED_STUCK' RETURNING r.id`,
    [id, jsonText(decision, 'decision'), decision.as === 'fail'],
  );
  return rows.length > 0;
}

/** The rows of `$1` that are in such a state, locked in one order. */
const chosen = ({ runs }: Queue, condition: string) => `WITH chosen AS MATERIALIZED (
    SELECT id FROM ${runs} WHERE id = ANY ($1::uuid[]) AND (${condition})
    ORDER BY id FOR NO KEY UPDATE
  )`;

/** Wakes those who hold a run that is to end; nobody for one that nobody holds. */
const tellHolders = (channel: string) =>
  `CASE WHEN status = 'IN_PROGRESS' THEN pg_notify(${channel}, '${controlPayload}') IS NULL END AS is_told`;

async function idsOf(
  db: Knex,
  text: string,
  ids: readonly string[],
  ...values: readonly unknown[]
): Promise<string[]> {
  const rows = await boundQuery<{ readonly id: string }>(db, text, [ids, ...values]);
  return rows.map(({ id }) => id);
}
