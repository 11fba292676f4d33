/** A batch holds its rows this long at the most, roughly: writers may wait for them. */
const wantedMs = 60;

/** How many blocks the next batch takes, from how long the last one took; at least one. */
export function nextBatchSize(blocks: number, tookMs: number): number {
  const fitting = blocks * (wantedMs / Math.max(tookMs, 1));
  // Towards the goal, but never by more than double or half: one slow batch may be chance.
  return Math.max(1, Math.round(Math.min(Math.max(fitting, blocks / 2), blocks * 2, 4_096)));
}
