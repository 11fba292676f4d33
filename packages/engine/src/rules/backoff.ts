export interface Backoff {
  /** Milliseconds before the second attempt. */
  readonly firstMs: number;
  /** Each pause is so many times the one before. */
  readonly factor: number;
  readonly maxMs: number;
  /** The share of a pause (0 to 1) that is left to chance, so that many do not come back at once. */
  readonly jitter: number;
}

/**
 * How long to wait before the next attempt.
 *
 * @param attempt how many there were; from 1
 * @param random from 0 to 1
 * @returns milliseconds, at most `maxMs`
 */
export function backoffMs(
  attempt: number,
  { firstMs, factor, maxMs, jitter }: Backoff,
  random: number,
): number {
  const whole = Math.min(maxMs, firstMs * factor ** (Math.max(1, attempt) - 1));
  return whole * (1 - jitter * random);
}
