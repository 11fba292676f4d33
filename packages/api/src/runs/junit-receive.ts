import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { JUnitTest } from '@atelier/domain/runs/junit.ts';
import { type Pace, withDeadline } from '../kernel/streams/deadline.ts';
import { createLimiter } from '../kernel/streams/limiter.ts';
import { createLimiterPerOwner } from '../kernel/streams/limiter-per-owner.ts';
import { readJUnit } from './junit-reader.ts';

/** What arrives of a report is kept in memory; more than this wait. */
const limited = createLimiter({ atOnce: 8, waiting: 64, waitMs: 60_000 });
/** Of one user, so that theirs do not take all places. */
const limitedPerUser = createLimiterPerOwner({ atOnce: 2, waiting: 16, waitMs: 60_000 });
/** How the sender of a report has to keep up. */
export const reportPace: Pace = { graceMs: 30_000, bytesPerSecond: 32_768, totalMs: 10 * 60_000 };

export interface SentReport {
  readonly userId: string;
  readonly stream: AsyncIterable<Uint8Array>;
  readonly left: AbortSignal;
  readonly pace: Pace;
}

/**
 * Works with a report once all of it is there. Throws as `readJUnit`, and `ERR_REQUEST_TIMEOUT` for a sender who falls
 * silent or behind, `ERR_TOO_MANY_REQUESTS`.
 */
export function withReport<Answer>(
  { userId, stream, left, pace }: SentReport,
  work: (tests: readonly JUnitTest[]) => Promise<Answer>,
): Promise<Answer> {
  return limitedPerUser(userId, left, () =>
    limited(left, async () => {
      const tooSlow = () => kernelError('ERR_REQUEST_TIMEOUT');
      return work(await readJUnit(withDeadline(stream, pace, tooSlow)));
    }),
  );
}
