import { answerWithin } from '@atelier/db/kernel/answer-within.ts';
import type { Knex } from 'knex';
import { createBell } from './bell.ts';
import { heartbeat } from './heartbeat.ts';
import type { HeldRun } from './held-run.ts';
import type { Queue } from './queue.ts';

export interface KeepLeasesOptions {
  readonly db: Knex;
  readonly queue: Queue;
  readonly leaseMs: number;
  readonly held: ReadonlyMap<string, HeldRun>;
  readonly onError: (error: unknown, what: string) => void;
}

const mostAtOnce = 2000;
/** A heartbeat waits for no lock and no disk. */
const patienceMs = 15_000;

/**
 * Extends the leases of what is held, each when a third of it is over; a checkpoint does so by itself. What is asked
 * of a run comes back with it.
 */
export function keepLeases({ db, queue, leaseMs, held, onError }: KeepLeasesOptions) {
  const bell = createBell();
  let isStopped = false;
  let looksAtAll = false;

  const beat = async (runs: readonly HeldRun[]): Promise<void> => {
    const askedAt = performance.now();
    const beaten = await answerWithin(db, patienceMs, () => heartbeat(db, queue, leaseMs, runs));
    const byRun = new Map(beaten.map((one) => [one.id, one]));
    for (const run of runs) {
      const one = byRun.get(run.id);
      if (one === undefined) {
        run.lose();
        continue;
      }
      if (one.is_extended) run.extendedAt = Math.max(run.extendedAt, askedAt);
      run.ask(one.control);
    }
  };
  /**
   * Without a word from the database a lease is over when its time is: no step goes on in the dark. Nor does one that
   * takes longer than it may.
   */
  const stopOverdue = (): void => {
    const now = performance.now();
    for (const run of held.values()) {
      run.checkStep(now);
      if (now - run.extendedAt > leaseMs) run.lose();
    }
  };
  const run = async (): Promise<void> => {
    while (!isStopped) {
      const now = performance.now();
      const all = looksAtAll;
      looksAtAll = false;
      const due = [...held.values()].filter(
        ({ isLost, extendedAt }) => !isLost && (all || now - extendedAt > leaseMs / 3),
      );
      try {
        for (let from = 0; from < due.length; from += mostAtOnce) {
          await beat(due.slice(from, from + mostAtOnce));
        }
      } catch (error) {
        onError(error, 'heartbeat');
      }
      await bell.wait(leaseMs / 10);
    }
  };
  // Not between two heartbeats: one to which no answer comes is what it looks out for.
  const watch = setInterval(stopOverdue, leaseMs / 10);
  const done = run();
  return {
    /** Somebody asks something of a run that is held somewhere. */
    look(): void {
      looksAtAll = true;
      bell.ring();
    },
    async stop(): Promise<void> {
      isStopped = true;
      bell.ring();
      await done;
      clearInterval(watch);
    },
  };
}
