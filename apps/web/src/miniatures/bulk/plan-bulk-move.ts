import type { Stage } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import type { StageMove } from '../writes/type-actions.tsx';

/** The most types that the server takes in one command. */
export const maxBulkTypes = 1000;

export interface BulkChoice {
  readonly from: Stage;
  readonly to: Stage;
  /** How many of each; null for all that are there. */
  readonly each: number | null;
}

export interface BulkPlan {
  readonly moves: readonly (StageMove & { readonly id: string })[];
  /** Types that have fewer than asked for, so that the whole would be refused. */
  readonly short: readonly MiniatureType[];
  readonly total: number;
}

/** What moving the selected types would do. With "all that are there" empty ones are left out. */
export function planBulkMove(types: readonly MiniatureType[], choice: BulkChoice): BulkPlan {
  const { from, to, each } = choice;
  const short = each === null ? [] : types.filter(({ counts }) => counts[from] < each);
  const moves = types
    .map(({ id, counts }) => ({ id, from, to, quantity: each ?? counts[from] }))
    .filter(({ quantity }) => quantity > 0);
  const total = moves.reduce((sum, { quantity }) => sum + quantity, 0);
  return { moves, short, total };
}
