import { setTimeout as sleep } from 'node:timers/promises';
import { poolNotes } from '@atelier/db/kernel/connection.ts';
import { crashPoint } from '@atelier/db/kernel/crash-point.ts';
import { listenChannels } from '@atelier/db/kernel/listen-channels.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import type { Knex } from 'knex';
import type { ClaimedRow } from './claimed-row.ts';
import { createCommitter } from './committer.ts';
import { controlPayload } from './control.ts';
import { createFetcher } from './fetcher.ts';
import type { Handler } from './handler.ts';
import { HeldRun } from './held-run.ts';
import { keepLeases } from './keep-leases.ts';
import type { Queue } from './queue.ts';
import { runLoop } from './run-loop.ts';
import { createWaker } from './waker.ts';

export interface WorkerOptions {
  /**
   * A pool of `connect`, best one of its own, of eight connections. It may go through a pooler; what listens goes to
   * the address behind it.
   */
  readonly db: Knex;
  readonly queue: Queue;
  /** By kind; runs of other kinds are left to other workers. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /** The most runs in flight; 100 unless told. */
  readonly concurrency?: number;
  /** How long a run is this worker's without a sign of life; ten seconds unless told. */
  readonly leaseMs?: number;
  /** How often it looks without having been woken; a second unless told. */
  readonly pollMs?: number;
  /** Unlike that of any other worker that ever was; made unless given. */
  readonly workerId?: string;
  /** For the log. What went wrong was dealt with. */
  readonly onError?: (error: unknown, what: string, runId?: string) => void;
}

export interface WorkerStats {
  /** Runs in its hands now. */
  readonly held: number;
  readonly finished: number;
  /** That wait, were let go of, or wait for a person. */
  readonly parked: number;
  readonly lost: number;
}

export interface Worker {
  readonly id: string;
  /**
   * Ends it: claims nothing more, lets go of what is between two steps, waits for the others (ten seconds unless
   * told) and then tells them to stop. What does not notice is taken over when its lease has run out.
   */
  drain(limitMs?: number): Promise<void>;
  stats(): WorkerStats;
}

/** What is left of a worker a while after its steps were told to stop. */
const lastWaitMs = 3000;

/** Works on a queue until it is drained. Neither the database's absence nor a handler's mistake ends it. */
export function startWorker(options: WorkerOptions): Worker {
  const { db, queue, handlers, concurrency = 100, leaseMs = 10_000, pollMs = 1000 } = options;
  const { workerId = newId(), onError = () => {} } = options;
  const held = new Map<string, HeldRun>();
  const underWay = new Set<Promise<void>>();
  const counts = { finished: 0, parked: 0, lost: 0 };
  let isDraining = false;

  const saver = { workerId, leaseMs };
  const committer = createCommitter({ db, queue, saver, onError });
  const waker = createWaker({ db, queue, pollMs, onError });
  const leases = keepLeases({ db, queue, leaseMs, held, onError });

  const begin = async (run: HeldRun, handler: Handler): Promise<void> => {
    const left = await runLoop(run, handler, {
      commit: committer.commit,
      isDraining: () => isDraining,
      onWait: waker.nextIn,
      onError,
    });
    counts[left] += 1;
    if (held.get(run.id) === run) held.delete(run.id);
    fetcher.hasRoom();
  };
  const take = (rows: readonly ClaimedRow[], askedAt: number): void => {
    for (const row of rows) {
      const handler = handlers[row.kind];
      if (handler === undefined) continue;
      // What was its own until the lease ran out.
      held.get(row.id)?.lose();
      const run = new HeldRun(row, askedAt, leaseMs);
      held.set(run.id, run);
      const done = begin(run, handler);
      underWay.add(done);
      void done.then(() => underWay.delete(done));
    }
  };
  const fetcher = createFetcher({
    db,
    queue,
    claimant: { workerId, leaseMs, kinds: Object.keys(handlers) },
    free: () => concurrency - held.size,
    concurrency,
    pollMs,
    take,
    onError,
  });
  const listener = listenChannels({
    connectionString: poolNotes(db).connectionString,
    channels: [queue.channel],
    applicationName: 'atelier worker listener',
    onNotification: (_, payload) => {
      if (payload === controlPayload) leases.look();
      else fetcher.hasMore();
    },
    onListening: () => {
      fetcher.hasMore();
      leases.look();
    },
    onLost: () => {},
  });

  const drain = async (limitMs = 10_000): Promise<void> => {
    isDraining = true;
    await fetcher.stop();
    const allDone = Promise.all(underWay);
    await Promise.race([allDone, sleep(limitMs, undefined, { ref: false })]);
    for (const run of held.values()) run.abort('drain');
    await Promise.race([allDone, sleep(lastWaitMs, undefined, { ref: false })]);
    crashPoint('engine.drained');
    await Promise.all([waker.stop(), leases.stop(), listener.close()]);
  };
  let drained: Promise<void> | undefined;
  return {
    id: workerId,
    drain(limitMs) {
      drained ??= drain(limitMs);
      return drained;
    },
    stats: () => ({ held: held.size, ...counts }),
  };
}
