import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { singleConnection } from '../kernel/single-connection.ts';

/** Names the runner's advisory lock; any fixed number of our own does. */
const lockKey = 4_400_001;

/**
 * Runs `work` while this session holds the runner's advisory lock, on the very connection that holds
 * it: when the process or the connection dies, PostgreSQL frees the lock and rolls back with it.
 * A second runner waits here.
 */
export async function withRunnerLock<Result>(
  db: Knex,
  onProgress: ((step: { kind: 'waiting' }) => void) | undefined,
  work: (connection: Knex) => Promise<Result>,
): Promise<Result> {
  const connection = singleConnection(db);
  try {
    for (let waited = false; !(await tryLock(connection)); waited = true) {
      if (!waited) onProgress?.({ kind: 'waiting' });
      await sleep(200);
    }
    return await work(connection);
  } finally {
    await connection.destroy();
  }
}

async function tryLock(connection: Knex): Promise<boolean> {
  const result = await connection.raw('SELECT pg_try_advisory_lock(?) AS locked', [lockKey]);
  return result.rows[0].locked;
}
