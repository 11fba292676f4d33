/**
 * Passes chunks on as they come; throws what `stalled` makes when none has come for so many
 * milliseconds, so that a sender who fell silent does not hold what waits for it.
 */
export async function* withoutStalls<Chunk>(
  chunks: AsyncIterable<Chunk>,
  milliseconds: number,
  stalled: () => Error,
): AsyncGenerator<Chunk> {
  const iterator = chunks[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      const silence = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(stalled()), milliseconds);
      });
      const next = await Promise.race([iterator.next(), silence]);
      clearTimeout(timer);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    clearTimeout(timer);
    // Not waited for: it may stand behind the chunk that does not come.
    iterator.return?.()?.catch(() => {});
  }
}
