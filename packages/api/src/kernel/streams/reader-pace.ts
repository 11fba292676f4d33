import type { ServerResponse } from 'node:http';

/** How a reader has to keep up. Only the time counts in which it is waited for. */
export interface ReaderPace {
  /** How long it may take besides what the rate allows. */
  readonly graceMs: number;
  /** On average, in UTF-16 units. */
  readonly unitsPerSecond: number;
}

/**
 * Passes pieces of an answer on, and closes the connection of a reader who takes them too slowly, so that whoever
 * drips does not hold for hours what the answer holds. The last piece too has to be taken in time.
 */
export async function* atReaderPace(
  pieces: AsyncIterable<string>,
  answer: ServerResponse,
  { graceMs, unitsPerSecond }: ReaderPace,
): AsyncGenerator<string> {
  let units = 0;
  let waitedMs = 0;
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    const allowedMs = graceMs + (units / unitsPerSecond) * 1000 - waitedMs;
    timer = setTimeout(() => answer.destroy(), Math.max(0, allowedMs)).unref();
  };
  answer.once('close', () => clearTimeout(timer));
  for await (const piece of pieces) {
    units += piece.length;
    const since = performance.now();
    wait();
    yield piece;
    clearTimeout(timer);
    waitedMs += performance.now() - since;
  }
  if (!answer.destroyed) wait();
}
