import type { Day } from './day.ts';
import type { Stage } from './stages.ts';
import type { EntryKind } from './types.ts';

/** What stands of a type's history on one day of the user's: how many went from where to where. */
export interface DailySum {
  readonly day: Day;
  readonly kind: Exclude<EntryKind, 'undo'>;
  /** Whether these are moves that came with a file. */
  readonly imported: boolean;
  readonly from: Stage | null;
  readonly to: Stage | null;
  readonly quantity: number;
}
