import { boundQuery } from '@atelier/db/kernel/bound-query.ts';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import type { Knex } from 'knex';
import type { ClaimedRow } from './claimed-row.ts';
import type { Queue } from './queue.ts';

/** Who claims, and what. */
export interface Claimant {
  readonly workerId: string;
  readonly leaseMs: number;
  readonly kinds: readonly string[];
}

export interface Claim {
  readonly runs: readonly ClaimedRow[];
  /** Whether the queue has limits, and so whether the next claim has to keep them. */
  readonly isLimited: boolean;
}

/**
 * Claims up to so many runs, first those that were due first. Where there are limits and it is not to keep them,
 * only runs without keys. Workers claim beside each other; a row that another one has locked is passed over.
 */
export async function claim(
  db: Knex,
  queue: Queue,
  by: Claimant,
  { most, keepsLimits }: { readonly most: number; readonly keepsLimits: boolean },
): Promise<Claim> {
  const values = [by.workerId, by.leaseMs, by.kinds, most];
  const rows = keepsLimits
    ? await inTransaction(db, async (trx) => {
        // What is held is counted by a statement that begins when nobody else counts any more.
        await boundQuery(trx, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
          `atelier limits ${queue.runs}`,
        ]);
        return boundQuery<Answer>(trx, claimText(queue, true), values);
      })
    : await boundQuery<Answer>(db, claimText(queue, false), values);
  crashPoint('engine.claimed');
  return {
    runs: rows.flatMap(({ run, was_held, was_let_go }) =>
      run === null ? [] : { ...run, was_held, was_let_go },
    ),
    isLimited: rows[0]?.is_limited === true,
  };
}

interface Answer {
  readonly run: Omit<ClaimedRow, 'was_held' | 'was_let_go'> | null;
  readonly was_held: boolean;
  readonly was_let_go: boolean;
  readonly is_limited: boolean;
}

/**
 * A claim and a heartbeat need not be on disk before they are answered: every write of a step waits for the disk,
 * and for all that was written before it. A claim that a crash of the server takes back was of a run that had
 * done nothing yet.
 */
export const withoutWaiting = `unhurried AS MATERIALIZED (
    SELECT set_config('synchronous_commit', 'off', true) AS is_set)`;

/** What a claim answers of a run, as one JSON value. */
export const claimedColumns = `json_build_object('id', r.id, 'kind', r.kind, 'position', r.position,
    'sequence', r.sequence, 'checkpoint', r.checkpoint, 'context', r.execution_context, 'decision', r.decision,
    'control', r.control, 'fence', r.fence::text, 'takeovers', r.takeovers)`;

/**
 * A fence is higher than the one before, and never the same again, not even where a crash of the server took a
 * claim back: it is the time, in microseconds.
 */
export const nextFence =
  'greatest(r.fence + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)';

/**
 * Runs without keys come from one index. The others stand in lanes, by their first key; so a lane that is full is
 * passed over however many wait in it. Of a lane as many are looked at as it has room for.
 */
function claimText({ runs, limits }: Queue, keepsLimits: boolean): string {
  return `WITH RECURSIVE ${withoutWaiting},
  limited AS MATERIALIZED (SELECT EXISTS (SELECT FROM ${limits}) AS has_any),
  plain AS MATERIALIZED (
    SELECT id, due_at, fence, is_let_go FROM ${runs}
    WHERE status = 'QUEUED' AND limit_keys = '{}' AND kind = ANY ($3::text[])
    ORDER BY due_at, id LIMIT $4 FOR NO KEY UPDATE SKIP LOCKED
  ),
  lanes AS (
    (SELECT limit_keys[1] AS lane FROM ${runs} WHERE status = 'QUEUED' AND limit_keys <> '{}'
     ORDER BY limit_keys[1] LIMIT 1)
    UNION ALL
    SELECT (SELECT limit_keys[1] FROM ${runs}
      WHERE status = 'QUEUED' AND limit_keys <> '{}' AND limit_keys[1] > lane
      ORDER BY limit_keys[1] LIMIT 1)
    FROM lanes WHERE lane IS NOT NULL
  ),
  ${keepsLimits ? roomText({ runs, limits }) : withoutRoom},
  keyed AS MATERIALIZED (
    SELECT one.* FROM lanes LEFT JOIN room ON room.key = lanes.lane CROSS JOIN LATERAL (
      SELECT id, due_at, fence, is_let_go, limit_keys FROM ${runs}
      WHERE status = 'QUEUED' AND limit_keys <> '{}' AND limit_keys[1] = lanes.lane AND kind = ANY ($3::text[])
        AND NOT limit_keys && (SELECT keys FROM full_keys)
      ORDER BY due_at, id LIMIT least($4, coalesce(room.free, $4)) FOR NO KEY UPDATE SKIP LOCKED
    ) AS one
    WHERE lanes.lane IS NOT NULL AND coalesce(room.free, 1) > 0
      ${keepsLimits ? '' : 'AND NOT (SELECT has_any FROM limited)'}
  ),
  ranked AS (
    SELECT id, key, row_number() OVER (PARTITION BY key ORDER BY due_at, id) AS place
    FROM keyed, unnest(limit_keys) AS key
  ),
  crowded AS (SELECT id FROM ranked JOIN room USING (key) WHERE place > free),
  picked AS MATERIALIZED (
    SELECT id, fence > 0 AND NOT is_let_go AS was_held, is_let_go AS was_let_go FROM (
      SELECT id, due_at, fence, is_let_go FROM plain
      UNION ALL SELECT id, due_at, fence, is_let_go FROM keyed WHERE id NOT IN (SELECT id FROM crowded)
    ) AS each ORDER BY due_at, id LIMIT $4
  ),
  claimed AS (
    UPDATE ${runs} AS r SET status = 'IN_PROGRESS', locked_by = $1, fence = ${nextFence},
      lock_until = clock_timestamp() + $2::float8 * interval '1 millisecond',
      heartbeat_at = clock_timestamp(), wake_at = NULL, waits_for = NULL, is_let_go = false,
      started_at = coalesce(r.started_at, clock_timestamp())
    FROM picked, unhurried WHERE r.id = picked.id AND unhurried.is_set = 'off'
    RETURNING r.due_at, picked.was_held, picked.was_let_go, ${claimedColumns} AS run
  )
  SELECT limited.has_any AS is_limited, claimed.was_held, claimed.was_let_go, claimed.run
  FROM limited LEFT JOIN claimed ON true ORDER BY claimed.due_at`;
}

/** What each limit has left. */
const roomText = ({ runs, limits }: Pick<Queue, 'runs' | 'limits'>) => `held AS (
    SELECT key, count(*) AS held FROM ${runs}, unnest(limit_keys) AS key
    WHERE status = 'IN_PROGRESS' GROUP BY key
  ),
  room AS MATERIALIZED (
    SELECT key, max - coalesce(held, 0) AS free FROM ${limits} LEFT JOIN held USING (key)
  ),
  full_keys AS MATERIALIZED (
    SELECT coalesce(array_agg(key), '{}') AS keys FROM room WHERE free <= 0
  )`;

const withoutRoom = `room AS (SELECT NULL::text AS key, 0::bigint AS free WHERE false),
  full_keys AS (SELECT '{}'::text[] AS keys)`;
