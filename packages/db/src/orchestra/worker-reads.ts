import type { WorkerState } from '@atelier/domain/orchestra/worker-types.ts';
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
