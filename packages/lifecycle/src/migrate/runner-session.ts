import { setTimeout as sleep } from 'node:timers/promises';
import { databaseErrorCode } from '@atelier/db/kernel/database-errors.ts';
import type { Knex } from 'knex';
import { lifecycleError } from '../errors/lifecycle-errors.ts';
import { type Blocker, watchBlockers } from './blockers.ts';
import { type RunnerLockOptions, withRunnerLock } from './runner-lock.ts';
import { interceptedConnection, type OnStatement } from './statements.ts';

/** The connection that holds the runner's lock, and what its migrations send through. */
export interface RunnerSession {
  readonly connection: Knex;
  /** Runs `work` with `onStatement` between it and the server. */
  observed<Result>(onStatement: OnStatement, work: () => Promise<Result>): Promise<Result>;
  /**
   * Runs `work`, which must leave nothing behind when it fails, and again after growing pauses when
   * others hold a lock that it needs.
   *
   * @throws ERR_MIGRATION_LOCKED with `pids` after the last pause
   */
  retryingLocks<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

export interface LockRetryOptions {
  /** How long a statement waits for a lock; 3 s unless told. */
  readonly lockTimeoutMs?: number;
  /** The pauses between attempts; 1, 2, 4 and 8 s unless told. */
  readonly pausesMs?: readonly number[];
  /** Called when an attempt gave up waiting. */
  readonly onBlocked?: (blocked: Blocked) => void;
}

export interface Blocked {
  readonly name: string;
  readonly blockers: readonly Blocker[];
  /** Until the next attempt; undefined after the last one. */
  readonly pauseMs: number | undefined;
}

const passThrough: OnStatement = (_statement, send) => send();
/** lock_not_available, deadlock_detected. */
const lockFailures = new Set(['55P03', '40P01']);

/** Opens a session under the runner's lock. */
export async function withRunnerSession<Result>(
  db: Knex,
  options: RunnerLockOptions & LockRetryOptions,
  work: (session: RunnerSession) => Promise<Result>,
): Promise<Result> {
  const { lockTimeoutMs = 3_000, pausesMs = [1_000, 2_000, 4_000, 8_000] } = options;
  let current = passThrough;
  const open = (of: Knex) =>
    interceptedConnection(of, (statement, send, query) => current(statement, send, query));

  return withRunnerLock(
    db,
    options,
    async (connection) => {
      await connection.raw(`SET lock_timeout = ${Math.round(lockTimeoutMs)}`);
      const { rows } = await connection.raw('SELECT pg_backend_pid() AS pid');
      const pid: number = rows[0].pid;
      const session: RunnerSession = {
        connection,
        async observed(onStatement, observedWork) {
          current = onStatement;
          try {
            return await observedWork();
          } finally {
            current = passThrough;
          }
        },
        async retryingLocks(name, lockedWork) {
          for (let attempt = 0; ; attempt += 1) {
            const watch = watchBlockers(db, pid);
            try {
              return await lockedWork();
            } catch (error) {
              if (!lockFailures.has(databaseErrorCode(error) ?? '')) throw error;
              const pauseMs = pausesMs[attempt];
              options.onBlocked?.({ name, blockers: watch.seen, pauseMs });
              if (pauseMs === undefined) {
                const pids = watch.seen.map((blocker) => blocker.pid).join(', ');
                throw lifecycleError('ERR_MIGRATION_LOCKED', { name, pids });
              }
              await sleep(pauseMs);
            } finally {
              await watch.stop();
            }
          }
        },
      };
      return work(session);
    },
    open,
  );
}
