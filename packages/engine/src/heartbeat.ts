import { boundQuery } from '@atelier/db/kernel/bound-query.ts';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import type { Knex } from 'knex';
import { withoutWaiting } from './claim.ts';
import type { Queue } from './queue.ts';

/** A run as its holder knows it. */
export interface Hold {
  readonly id: string;
  /** A bigint. */
  readonly fence: string;
}

/** A run that is still held by whoever asked, and what is asked of it. */
export interface Beaten {
  readonly id: string;
  readonly control: 'cancel' | 'pause' | null;
  readonly is_extended: boolean;
}

/**
 * Extends leases that have not run out. A row that somebody has locked is left as it is: whoever writes its
 * checkpoint extends it as well, and the next heartbeat comes soon.
 *
 * @returns those that are still held; the others are lost
 */
export async function heartbeat(
  db: Knex,
  queue: Queue,
  leaseMs: number,
  holds: readonly Hold[],
): Promise<readonly Beaten[]> {
  const beaten = await boundQuery<Beaten>(db, heartbeatText(queue), [
    holds.map(({ id }) => id),
    holds.map(({ fence }) => fence),
    leaseMs,
  ]);
  crashPoint('engine.heartbeat');
  return beaten;
}

/**
 * SQL: the lease of a run `r` has not run out. Only what is IN_PROGRESS has one; were that said here as well, the runs
 * would be looked for among all that are and lately were in progress, instead of by their ids.
 */
export const isHeld = 'r.locked_by IS NOT NULL AND r.lock_until > clock_timestamp()';

const heartbeatText = ({ runs }: Queue) => `WITH ${withoutWaiting},
  given AS (SELECT * FROM unnest($1::uuid[], $2::bigint[]) AS g (id, fence)),
  held AS MATERIALIZED (
    SELECT r.id, r.control FROM ${runs} AS r JOIN given AS g ON g.id = r.id AND g.fence = r.fence
    WHERE ${isHeld}
  ),
  free AS MATERIALIZED (
    SELECT r.id FROM ${runs} AS r JOIN given AS g ON g.id = r.id AND g.fence = r.fence
    WHERE ${isHeld}
    FOR NO KEY UPDATE OF r SKIP LOCKED
  ),
  extended AS (
    UPDATE ${runs} AS r SET heartbeat_at = clock_timestamp(),
      lock_until = clock_timestamp() + $3::float8 * interval '1 millisecond'
    FROM free, unhurried WHERE r.id = free.id AND unhurried.is_set = 'off'
    RETURNING r.id
  )
  SELECT id, control, id IN (SELECT id FROM extended) AS is_extended FROM held`;
