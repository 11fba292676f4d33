import type { Knex } from 'knex';
import { createBell } from './bell.ts';
import type { Queue } from './queue.ts';
import { wakeDue } from './wake.ts';

export interface WakerOptions {
  readonly db: Knex;
  readonly queue: Queue;
  readonly pollMs: number;
  readonly onError: (error: unknown, what: string) => void;
}

const leastMs = 5;

/** Wakes what waits for a time. Every worker does; the first one to come has it done for all. */
export function createWaker({ db, queue, pollMs, onError }: WakerOptions) {
  const bell = createBell();
  let isStopped = false;
  /** By the steady clock. */
  let nextAt = 0;
  const run = async (): Promise<void> => {
    while (!isStopped) {
      nextAt = performance.now() + pollMs;
      try {
        const nextMs = await wakeDue(db, queue);
        // One whose time has come and that somebody has locked is looked for again, though not without a pause.
        const soonest = performance.now() + Math.max(nextMs ?? pollMs, leastMs);
        nextAt = Math.min(nextAt, soonest);
      } catch (error) {
        onError(error, 'wake');
      }
      while (!isStopped && performance.now() < nextAt) await bell.wait(nextAt - performance.now());
    }
  };
  const done = run();
  return {
    /** Something waits for so many milliseconds from now. */
    nextIn(ms: number): void {
      const at = performance.now() + ms;
      if (at >= nextAt) return;
      nextAt = at;
      bell.ring();
    },
    async stop(): Promise<void> {
      isStopped = true;
      bell.ring();
      await done;
    },
  };
}
