import { setTimeout as sleep } from 'node:timers/promises';
import { answerWithin } from '@atelier/db/kernel/answer-within.ts';
import type { Knex } from 'knex';
import { createBell } from './bell.ts';
import { type Claimant, claim } from './claim.ts';
import type { ClaimedRow } from './claimed-row.ts';
import type { Queue } from './queue.ts';
import { backoffMs } from './rules/backoff.ts';
import { takeOver } from './take-over.ts';

export interface FetcherOptions {
  readonly db: Knex;
  readonly queue: Queue;
  readonly claimant: Claimant;
  /** How many more runs the worker can hold. */
  readonly free: () => number;
  readonly concurrency: number;
  readonly pollMs: number;
  /** @param askedAt when they were asked for, by the steady clock */
  readonly take: (rows: readonly ClaimedRow[], askedAt: number) => void;
  readonly onError: (error: unknown, what: string) => void;
}

const mostAtOnce = 500;
/** How long a busy worker lets room gather, so that it is filled by one claim. */
const gatherMs = 4;
/** Longer than a claim waits for others that count. */
const patienceMs = 15_000;
const pause = { firstMs: 100, factor: 2, maxMs: 2000, jitter: 0.5 };

/** Fills the worker: with runs that others lost, and with those that are due. */
export function createFetcher(options: FetcherOptions) {
  const { db, queue, claimant, free, concurrency, pollMs, take, onError } = options;
  const bell = createBell();
  let isStopped = false;
  /** There may be more than was claimed last time. */
  let mayBeMore = true;
  let isLimited = false;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const enough = Math.max(1, Math.min(concurrency >> 2, mostAtOnce));

  const lookForLost = async (): Promise<void> => {
    const askedAt = performance.now();
    if (askedAt - lookedAt < pollMs || free() <= 0) return;
    lookedAt = askedAt;
    const most = Math.min(free(), mostAtOnce);
    const lost = await answerWithin(db, patienceMs, () => takeOver(db, queue, claimant, most));
    take(lost, askedAt);
  };
  const fetch = async (): Promise<void> => {
    const most = Math.min(free(), mostAtOnce);
    if (most <= 0) return;
    mayBeMore = false;
    const askedAt = performance.now();
    const claimed = await answerWithin(db, patienceMs, () =>
      claim(db, queue, claimant, { most, keepsLimits: isLimited }),
    );
    mayBeMore ||= claimed.runs.length === most || (claimed.isLimited && !isLimited);
    isLimited = claimed.isLimited;
    take(claimed.runs, askedAt);
  };
  const run = async (): Promise<void> => {
    for (let failures = 0; !isStopped; ) {
      try {
        await lookForLost();
        await fetch();
        failures = 0;
        if (mayBeMore && free() > 0) {
          if (free() < enough) await sleep(gatherMs);
          continue;
        }
      } catch (error) {
        onError(error, 'claim');
        failures += 1;
        mayBeMore = true;
        await bell.wait(backoffMs(failures, pause, Math.random()));
        continue;
      }
      await bell.wait(pollMs);
    }
  };
  const done = run();
  return {
    /** Something was queued, or may have been. */
    hasMore(): void {
      mayBeMore = true;
      bell.ring();
    },
    /** A run left the worker's hands, and with it perhaps a slot of a limit. */
    hasRoom(): void {
      if (mayBeMore || isLimited) bell.ring();
    },
    async stop(): Promise<void> {
      isStopped = true;
      bell.ring();
      await done;
    },
  };
}
