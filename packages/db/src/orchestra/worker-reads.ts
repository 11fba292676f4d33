import type { QueueState, WorkerState } from '@atelier/domain/orchestra/worker-types.ts';
import type { Knex } from 'knex';
import { instantOf } from './person.ts';

/** The workers that have told of themselves of late, with what each holds. */
export async function listWorkers(db: Knex): Promise<readonly WorkerState[]> {
  const { rows } = await db.raw<{
    rows: {
      id: string;
      host: string;
      process_id: number;
      concurrency: number;
      held: number;
      parked: string;
      finished: string;
      lost: string;
      is_draining: boolean;
      started_at: Date;
      seen_at: Date;
      is_silent: boolean;
      oldest_lease: Date | null;
    }[];
  }>(
    `SELECT w.*, w.seen_at < clock_timestamp() - interval '30 seconds' AS is_silent, t.oldest_lease
     FROM orchestra.workers AS w
     LEFT JOIN (
       SELECT locked_by, min(lock_until) AS oldest_lease FROM orchestra.test_runs
       WHERE status = 'IN_PROGRESS' GROUP BY locked_by
     ) AS t ON t.locked_by = w.id
     ORDER BY w.started_at, w.id`,
  );
  return rows.map((row) => ({
    id: row.id,
    host: row.host,
    processId: row.process_id,
    concurrency: row.concurrency,
    held: row.held,
    parked: Number(row.parked),
    finished: Number(row.finished),
    lost: Number(row.lost),
    isDraining: row.is_draining,
    isSilent: row.is_silent,
    startedAt: instantOf(row.started_at),
    seenAt: instantOf(row.seen_at),
    oldestLeaseUntil: instantOf(row.oldest_lease),
  }));
}

/** How much there is to do, and how much was done of late. */
export async function readQueue(db: Knex): Promise<QueueState> {
  const { rows } = await db.raw<{
    rows: {
      queued: number;
      in_progress: number;
      waiting: number;
      stuck: number;
      oldest: Date | null;
      finished: number;
    }[];
  }>(
    `SELECT
       count(*) FILTER (WHERE status = 'QUEUED')::int AS queued,
       count(*) FILTER (WHERE status = 'IN_PROGRESS')::int AS in_progress,
       count(*) FILTER (WHERE status = 'PENDING')::int AS waiting,
       count(*) FILTER (WHERE status = 'FAILED_STUCK')::int AS stuck,
       min(due_at) FILTER (WHERE status = 'QUEUED') AS oldest,
       (SELECT count(*)::int FROM orchestra.test_runs
        WHERE finished_at > now() - interval '5 minutes') AS finished
     FROM orchestra.test_runs WHERE finished_at IS NULL`,
  );
  const [row] = rows;
  return {
    queued: row?.queued ?? 0,
    inProgress: row?.in_progress ?? 0,
    waiting: row?.waiting ?? 0,
    stuck: row?.stuck ?? 0,
    oldestDueAt: instantOf(row?.oldest ?? null),
    finishedPerMinute: (row?.finished ?? 0) / 5,
  };
}
