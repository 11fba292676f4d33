import { boundQuery } from '@atelier/db/kernel/bound-query.ts';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import type { Knex } from 'knex';
import { type Claimant, claimedColumns, nextFence, withoutWaiting } from './claim.ts';
import type { ClaimedRow } from './claimed-row.ts';
import type { Queue } from './queue.ts';
import { type RunError, runErrorCodes } from './rules/run-errors.ts';

/** So often a run may lose those who hold it without a checkpoint between; then it is the run that kills them. */
const mostStalls = 5;

const keepsDying: RunError = {
  code: runErrorCodes.keepsDying,
  message: 'Each worker that held the run was lost before the next checkpoint.',
};

/** Takes over up to so many runs whose lease ran out, from their last checkpoint. */
export async function takeOver(
  db: Knex,
  queue: Queue,
  { workerId, leaseMs, kinds }: Claimant,
  most: number,
): Promise<readonly ClaimedRow[]> {
  const rows = await boundQuery<{ readonly run: Omit<ClaimedRow, 'was_held' | 'was_let_go'> }>(
    db,
    takeOverText(queue),
    [workerId, leaseMs, kinds, most, mostStalls, JSON.stringify(keepsDying)],
  );
  if (rows.length > 0) crashPoint('engine.taken-over');
  return rows.map(({ run }) => ({ ...run, was_held: true, was_let_go: false }));
}

const takeOverText = ({ runs }: Queue) => `WITH ${withoutWaiting},
  lost AS MATERIALIZED (
    SELECT id FROM ${runs}
    WHERE status = 'IN_PROGRESS' AND lock_until <= clock_timestamp() AND kind = ANY ($3::text[])
    ORDER BY due_at, id LIMIT $4 FOR NO KEY UPDATE SKIP LOCKED
  ),
  taken AS (
    UPDATE ${runs} AS r SET fence = ${nextFence}, takeovers = r.takeovers + 1, stalls = r.stalls + 1,
      status = CASE WHEN r.stalls < $5 THEN 'IN_PROGRESS' ELSE 'FAILED_STUCK' END,
      locked_by = CASE WHEN r.stalls < $5 THEN $1 END,
      lock_until = CASE WHEN r.stalls < $5
        THEN clock_timestamp() + $2::float8 * interval '1 millisecond' END,
      heartbeat_at = CASE WHEN r.stalls < $5 THEN clock_timestamp() END,
      error = CASE WHEN r.stalls < $5 THEN r.error ELSE $6::jsonb END,
      waits_for = CASE WHEN r.stalls < $5 THEN NULL ELSE '{"kind": "person"}'::jsonb END
    FROM lost, unhurried WHERE r.id = lost.id AND unhurried.is_set = 'off'
    RETURNING r.status, ${claimedColumns} AS run
  )
  SELECT run FROM taken WHERE status = 'IN_PROGRESS'`;
