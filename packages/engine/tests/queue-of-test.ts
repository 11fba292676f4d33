import { connect } from '@atelier/db/kernel/connection.ts';
import { jobQueue } from '@atelier/engine/queue.ts';
import { startWorker, type Worker, type WorkerOptions } from '@atelier/engine/worker.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import type { Knex } from 'knex';
import { expect } from 'vitest';

export const queue = jobQueue;

/** A run as the table has it. */
export interface RunRow {
  readonly id: string;
  readonly status: string;
  readonly position: number;
  readonly sequence: number;
  readonly checkpoint: number;
  readonly execution_context: Readonly<Record<string, unknown>>;
  readonly waits_for: unknown;
  readonly control: string | null;
  readonly locked_by: string | null;
  readonly fence: string;
  readonly takeovers: number;
  readonly error: unknown;
}

/** What was written of a step. */
export interface ResultRow {
  readonly sequence: number;
  readonly position: number;
  readonly step_key: string;
  readonly result: unknown;
}

export async function runRow(db: Knex, id: string | undefined): Promise<RunRow> {
  const { rows } = await db.raw('SELECT * FROM kernel.jobs WHERE id = ?', [id ?? null]);
  return rows[0];
}

export async function resultsOf(db: Knex, id: string | undefined): Promise<readonly ResultRow[]> {
  const { rows } = await db.raw(
    `SELECT sequence, position, step_key, result FROM kernel.job_results
    WHERE run_id = ? ORDER BY sequence`,
    [id ?? null],
  );
  return rows;
}

/** Waits until a run has one of the statuses. */
export async function untilStatus(
  db: Knex,
  id: string | undefined,
  ...statuses: readonly string[]
): Promise<RunRow> {
  await expect
    .poll(async () => statuses.includes((await runRow(db, id)).status), { timeout: 60_000 })
    .toBe(true);
  return runRow(db, id);
}

/** A database with workers in this process, each with a pool of its own; the last thing to do is `close`. */
export async function openQueue() {
  const database: TestDatabase = await createTestDatabase();
  const workers: Worker[] = [];
  const pools: Knex[] = [];
  const errors: unknown[] = [];
  return {
    database,
    db: database.db,
    /** What went wrong in the workers. */
    errors,
    work(
      handlers: WorkerOptions['handlers'],
      options: Partial<WorkerOptions> & { readonly url?: string } = {},
    ): Worker {
      const { connectionString } = database;
      const db = connect({ connectionString, pooledUrl: options.url });
      pools.push(db);
      const worker = startWorker({
        db,
        queue,
        handlers,
        pollMs: 200,
        onError: (error) => errors.push(error),
        ...options,
      });
      workers.push(worker);
      return worker;
    },
    /** Ends the workers, for the next test. */
    async rest(): Promise<void> {
      await Promise.all(workers.splice(0).map((worker) => worker.drain(200)));
      await Promise.all(pools.splice(0).map((pool) => pool.destroy()));
      await database.db.raw(
        "UPDATE kernel.jobs SET status = 'SKIPPED', finished_at = now(), locked_by = NULL, lock_until = NULL WHERE finished_at IS NULL",
      );
      await database.db.raw('DELETE FROM kernel.job_limits');
      errors.length = 0;
    },
    async close(): Promise<void> {
      await this.rest();
      await database.drop();
    },
  };
}

export type OpenQueue = Awaited<ReturnType<typeof openQueue>>;
