import type { Stage } from '@atelier/domain/miniatures/stages.ts';

/** From where to where, and how many. */
export interface StageMove {
  readonly from: Stage;
  readonly to: Stage;
  readonly quantity: number;
}
