import type { QueueState } from '@atelier/domain/orchestra/worker-types.ts';
import type { Knex } from 'knex';
import { instantOf } from './person.ts';

/**
 * How much there is to do, and how much was done of late. What is finished has no index by time, which each end of a
 * test run would pay for: it is found by its run, which is not over, or has begun within a day and was over of late.
 * The last test runs of one that took longer than a day are not counted once it is over.
 */
export async function readQueue(db: Knex): Promise<QueueState> {
  const { rows } = await db.raw<{
    rows: {
      at: Date;
      queued: number;
      in_progress: number;
      waiting: number;
      stuck: number;
      oldest: Date | null;
    }[];
  }>(
    `SELECT clock_timestamp() AS at,
       count(*) FILTER (WHERE status = 'QUEUED')::int AS queued,
       count(*) FILTER (WHERE status = 'IN_PROGRESS')::int AS in_progress,
       count(*) FILTER (WHERE status = 'PENDING')::int AS waiting,
       count(*) FILTER (WHERE status = 'FAILED_STUCK')::int AS stuck,
       min(due_at) FILTER (WHERE status = 'QUEUED') AS oldest
     FROM orchestra.test_runs WHERE finished_at IS NULL`,
  );
  const { rows: minutes } = await db.raw<{
    rows: { at: Date; finished: number; of_late: number }[];
  }>(
    `WITH of_late AS (
       SELECT id FROM orchestra.suite_runs
       WHERE started_at > now() - interval '1 day'
         AND (finished_at IS NULL OR finished_at > now() - interval '30 minutes')
       UNION SELECT suite_run_id FROM orchestra.test_runs WHERE finished_at IS NULL
     ), done AS (
       SELECT date_trunc('minute', t.finished_at) AS minute, count(*)::int AS finished,
         count(*) FILTER (WHERE t.finished_at > now() - interval '5 minutes')::int AS of_late
       FROM of_late AS r JOIN orchestra.test_runs AS t ON t.suite_run_id = r.id
       WHERE t.finished_at > now() - interval '30 minutes' AND t.status IN ('PASSED', 'FAILED')
       GROUP BY 1
     )
     SELECT m.at, coalesce(done.finished, 0) AS finished, coalesce(done.of_late, 0) AS of_late
     FROM generate_series(
       date_trunc('minute', now()) - interval '29 minutes', date_trunc('minute', now()), interval '1 minute'
     ) AS m (at) LEFT JOIN done ON done.minute = m.at ORDER BY m.at`,
  );
  const [row] = rows;
  return {
    at: instantOf(row?.at ?? new Date(0)),
    queued: row?.queued ?? 0,
    inProgress: row?.in_progress ?? 0,
    waiting: row?.waiting ?? 0,
    stuck: row?.stuck ?? 0,
    oldestDueAt: instantOf(row?.oldest ?? null),
    finishedPerMinute: minutes.reduce((sum, { of_late }) => sum + of_late, 0) / 5,
    minutes: minutes.map(({ at, finished }) => ({ at: instantOf(at), finished })),
  };
}
