/** Failed attempts of late behind one key. */
export interface Failures {
  readonly count: number;
  /** When the last one was: milliseconds since 1970. */
  readonly lastAt: number;
}

/** How failures make whoever tries again wait. */
export interface ThrottleRule {
  /** So many cost no wait: people mistype. */
  readonly free: number;
  /** The wait after the next one, in milliseconds; each further one doubles it. */
  readonly firstMs: number;
  readonly longestMs: number;
}

const minuteMs = 60_000;

/** After so long without another, failures are forgotten. */
export const failuresKeptMs = 24 * 60 * minuteMs;

export const throttleRules = {
  /** Of an account, from wherever: short waits at the most, for somebody else's failures may be the reason. */
  account: { free: 10, firstMs: 1000, longestMs: 5 * minuteMs },
  /** From an address, whichever account: many people may be behind one. */
  address: { free: 30, firstMs: 1000, longestMs: 15 * minuteMs },
  /** Of an account in a browser in which its owner signed in before: nothing else counts there. */
  knownBrowser: { free: 10, firstMs: 1000, longestMs: 15 * minuteMs },
  /** Messages to one account, and asked for by one address. */
  mailAccount: { free: 3, firstMs: 5 * minuteMs, longestMs: 60 * minuteMs },
  mailAddress: { free: 20, firstMs: minuteMs, longestMs: 60 * minuteMs },
  /** Accounts made by whoever comes, from one address. */
  register: { free: 10, firstMs: minuteMs, longestMs: 60 * minuteMs },
} as const satisfies Record<string, ThrottleRule>;

export type ThrottleKind = keyof typeof throttleRules;

/** How long the next attempt has to wait, in milliseconds; 0 where it may come now. */
export function waitAfter(
  { free, firstMs, longestMs }: ThrottleRule,
  { count, lastAt }: Failures,
  now: number,
): number {
  if (count < free || now - lastAt >= failuresKeptMs) return 0;
  // 2^30 of the shortest wait is longer than any longest one.
  const wait = Math.min(longestMs, firstMs * 2 ** Math.min(30, count - free));
  // No longer than that either where the clock was set back since.
  return Math.min(wait, Math.max(0, lastAt + wait - now));
}

/** The failures after one more. */
export function withFailure(failures: Failures | undefined, now: number): Failures {
  const isOld = failures === undefined || now - failures.lastAt >= failuresKeptMs;
  return { count: isOld ? 1 : Math.min(failures.count + 1, 1_000_000), lastAt: now };
}
