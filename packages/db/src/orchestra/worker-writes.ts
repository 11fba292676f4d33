import type { Knex } from 'knex';

export interface WorkerReport {
  readonly id: string;
  readonly host: string;
  readonly processId: number;
  readonly concurrency: number;
  readonly held: number;
  readonly parked: number;
  readonly finished: number;
  readonly lost: number;
  readonly isDraining: boolean;
}

/** What a worker tells of itself; those that have been silent for an hour are forgotten. */
export async function reportWorker(db: Knex, report: WorkerReport): Promise<void> {
  await db.raw(
    `INSERT INTO orchestra.workers
       (id, host, process_id, concurrency, held, parked, finished, lost, is_draining)
     VALUES (:id, :host, :processId, :concurrency, :held, :parked, :finished, :lost, :isDraining)
     ON CONFLICT (id) DO UPDATE SET held = excluded.held, parked = excluded.parked,
       finished = excluded.finished, lost = excluded.lost, is_draining = excluded.is_draining,
       seen_at = clock_timestamp()`,
    { ...report },
  );
  await db.raw(
    "DELETE FROM orchestra.workers WHERE seen_at < clock_timestamp() - interval '1 hour'",
  );
}

export async function forgetWorker(db: Knex, id: string): Promise<void> {
  await db.raw('DELETE FROM orchestra.workers WHERE id = ?', [id]);
}
