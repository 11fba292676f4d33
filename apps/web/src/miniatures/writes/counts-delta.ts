import type { Counts, Stage } from '@atelier/domain/miniatures/stages.ts';

/** A quantity that leaves a stage, comes into one, or both. */
export interface CountsDelta {
  readonly from: Stage | null;
  readonly to: Stage | null;
  readonly quantity: number;
}

/**
 * Counts as they will probably be. What the server would refuse changes nothing, so that nothing is
 * shown that cannot be.
 */
export function withDelta(counts: Counts, { from, to, quantity }: CountsDelta): Counts {
  if (from !== null && counts[from] < quantity) return counts;
  const next = { ...counts };
  if (from !== null) next[from] -= quantity;
  if (to !== null) next[to] += quantity;
  return next;
}
