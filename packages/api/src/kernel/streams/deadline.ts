/** How a sender has to keep up. Only the time counts in which we wait for it. */
export interface Pace {
  /** How long it may be silent, and how long it may take before a rate is asked of it. */
  readonly graceMs: number;
  /** From then on, on average. */
  readonly bytesPerSecond: number;
  /** How long it may take altogether, whatever its rate. */
  readonly totalMs: number;
}

/**
 * Passes chunks on as they come; throws what `tooSlow` makes when the sender falls silent or behind, so
 * that such a sender does not hold up what waits for it.
 */
export async function* withDeadline<Chunk extends { readonly length: number }>(
  chunks: AsyncIterable<Chunk>,
  { graceMs, bytesPerSecond, totalMs }: Pace,
  tooSlow: () => Error,
): AsyncGenerator<Chunk> {
  const iterator = chunks[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  let bytes = 0;
  let waitedMs = 0;
  try {
    for (;;) {
      const allowedMs = Math.min(totalMs, graceMs + (bytes / bytesPerSecond) * 1000) - waitedMs;
      const since = performance.now();
      const silence = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(tooSlow()), Math.min(graceMs, Math.max(0, allowedMs)));
      });
      const next = await Promise.race([iterator.next(), silence]);
      clearTimeout(timer);
      if (next.done) return;
      waitedMs += performance.now() - since;
      bytes += next.value.length;
      yield next.value;
    }
  } finally {
    clearTimeout(timer);
    // Not waited for: it may stand behind the chunk that does not come.
    iterator.return?.()?.catch(() => {});
  }
}
