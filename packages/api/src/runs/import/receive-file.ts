import { ImportRefusal, importLimits } from '@atelier/domain/runs/interchange/imported-case.ts';
import type { Files } from '../../identity/files/files.ts';
import { storing } from '../../identity/files/storing.ts';
import { type Pace, withDeadline } from '../../kernel/streams/deadline.ts';
import { createLimiter } from '../../kernel/streams/limiter.ts';
import { createLimiterPerOwner } from '../../kernel/streams/limiter-per-owner.ts';

/** Each holds a connection and a file on the disk; more than this wait. */
const receiving = createLimiter({ atOnce: 16, waiting: 32, waitMs: 60_000 });
/** Of one user, from the first byte to the answer, so that theirs do not take all places. */
const limitedPerUser = createLimiterPerOwner({ atOnce: 2, waiting: 4, waitMs: 120_000 });
/** Each is read in the thread for it, and holds its cases in memory. */
const working = createLimiter({ atOnce: 1, waiting: 8, waitMs: 120_000 });
const pace: Pace = { graceMs: 60_000, bytesPerSecond: 32_768, totalMs: 30 * 60_000 };

export interface SentFile {
  readonly files: Files;
  readonly userId: string;
  readonly stream: AsyncIterable<Uint8Array>;
  readonly left: AbortSignal | undefined;
}

/**
 * Works with a file once all of it is there – null for one without a byte –: while it arrives it lies on the disk, and holds up nobody's work but its
 * sender's own. Throws `ERR_TOO_MANY_REQUESTS`, and an {@link ImportRefusal} for one that is too large, too slow or
 * cut off.
 */
export function withSentFile<Answer>(
  { files, userId, stream, left }: SentFile,
  work: (path: string | null) => Promise<Answer>,
): Promise<Answer> {
  return limitedPerUser(userId, left, async () => {
    const path = await receiving(left, () => receive(files, stream));
    try {
      return await working(left, () => work(path));
    } finally {
      if (path !== null) await files.incoming.remove(path).catch(() => {});
    }
  });
}

/** Where it lies; null where nothing came. Of one that is too large no more is read. */
async function receive(files: Files, stream: AsyncIterable<Uint8Array>): Promise<string | null> {
  const received = await storing(() =>
    files.incoming.receive(withDeadline(stream, pace, tooSlow), {
      onHead: () => null,
      onSize(size) {
        if (size > importLimits.bytes) throw new ImportRefusal('too_large', null);
      },
    }),
  );
  return received?.path ?? null;
}

const tooSlow = () => new ImportRefusal('ends_early', null);
