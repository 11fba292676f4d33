import { setTimeout as sleep } from 'node:timers/promises';
import { singleConnection } from '@atelier/db/kernel/single-connection.ts';
import type { Knex } from 'knex';
import { lifecycleError } from '../errors/lifecycle-errors.ts';

/** Names the runner's advisory lock; any fixed number of our own does. */
export const runnerLockKey = 4_400_001;

/** The session that holds the lock. */
export interface LockHolder {
  /** Of its server process. */
  readonly pid: number;
  readonly application: string;
}

export interface RunnerLockOptions {
  /** Called once when another runner has the lock. */
  readonly onWaiting?: (holder: LockHolder | undefined) => void;
  /** Refuse instead of waiting. */
  readonly refuseToWait?: boolean;
}

/**
 * Runs `work` while this session holds the runner's advisory lock, on the very connection that holds it:
 * when the process or the connection dies, PostgreSQL rolls back the work and frees the lock. A second
 * runner waits here.
 *
 * @param open opens the connection, if it is not to be an ordinary one
 * @throws ERR_RUNNER_BUSY with the holder, when it is told not to wait
 */
export async function withRunnerLock<Result>(
  db: Knex,
  { onWaiting = () => {}, refuseToWait = false }: RunnerLockOptions,
  work: (connection: Knex) => Promise<Result>,
  open: (db: Knex) => Knex = singleConnection,
): Promise<Result> {
  const connection = open(db);
  try {
    for (let waited = false; !(await tryLock(connection)); waited = true) {
      if (!waited || refuseToWait) {
        const holder = await runnerLockHolder(connection);
        if (refuseToWait) throw lifecycleError('ERR_RUNNER_BUSY', { ...holder });
        onWaiting(holder);
      }
      await sleep(200);
    }
    return await work(connection);
  } finally {
    await connection.destroy();
  }
}

async function tryLock(connection: Knex): Promise<boolean> {
  const result = await connection.raw('SELECT pg_try_advisory_lock(?) AS locked', [runnerLockKey]);
  return result.rows[0].locked;
}

/** Who has the runner's lock on this database; undefined when nobody does. */
export async function runnerLockHolder(connection: Knex): Promise<LockHolder | undefined> {
  const { rows } = await connection.raw<{ rows: LockHolder[] }>(
    `SELECT l.pid, coalesce(a.application_name, '') AS application
     FROM pg_locks AS l LEFT JOIN pg_stat_activity AS a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 0 AND l.objid = ? AND l.objsubid = 1
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [runnerLockKey],
  );
  return rows[0];
}
