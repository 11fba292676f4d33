import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing } from '@atelier/db/kernel/database-errors.ts';
import { backoffMs } from '@atelier/engine/rules/backoff.ts';

const pause = { firstMs: 50, factor: 2, maxMs: 1000, jitter: 0.5 };

/**
 * Reads from the database, and again where it is away: that is no fault of the run, and nothing of its step was done.
 * It ends with the signal, at the latest with the lease.
 */
export async function patiently<Result>(
  { signal }: { readonly signal: AbortSignal },
  read: () => Promise<Result>,
  isAway: (error: unknown) => boolean = isPassing,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      if (!isAway(error)) throw error;
      await sleep(backoffMs(attempt, pause, Math.random()), undefined, { signal });
    }
  }
}
