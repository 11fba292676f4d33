import type { DailySum } from './daily-sum.ts';
import { miniaturesPipeline, type Stage, stages } from './stages.ts';

/** How long miniatures stayed in a stage. */
export interface StageTime {
  readonly stage: Stage;
  /** The mean of whole days between coming and leaving, of those that left; null where none did. */
  readonly meanDays: number | null;
  /** How many left. */
  readonly left: number;
}

/** Miniatures that came into a stage on one day; null where nobody knows when. */
interface Batch {
  readonly day: number | null;
  quantity: number;
}

/** What stands in a stage, in the order it came; the batches before `next` have left. */
interface Queue {
  readonly batches: Batch[];
  next: number;
}

/**
 * How long miniatures stay in each stage, first in, first out within a type. Miniatures whose arrival is
 * not in the history, such as imported ones, are left out, and so is the last stage, which nothing leaves.
 */
export function gatherStageTimes() {
  const totals = byStage(() => ({ days: 0, left: 0 }));
  return {
    /** The settled sums of one type, in the order of days. */
    add(sums: readonly DailySum[]): void {
      const queues = byStage((): Queue => ({ batches: [], next: 0 }));
      for (const { kind, day, from, to, quantity } of sums) {
        if (from !== null) {
          const total = totals[from];
          takeOut(queues[from], quantity, (since, part) => {
            total.days += part * (day - since);
            total.left += part;
          });
        }
        if (to !== null) {
          queues[to].batches.push({ day: kind === 'import' ? null : day, quantity });
        }
      }
    },
    result(): readonly StageTime[] {
      return stages
        .filter((stage) => stage !== miniaturesPipeline.last)
        .map((stage) => {
          const { days, left } = totals[stage];
          return { stage, left, meanDays: left === 0 ? null : days / left };
        });
    },
  };
}

/** Takes up to `quantity` from the front of a queue; tells what is known of the parts. */
function takeOut(
  queue: Queue,
  quantity: number,
  onTaken: (since: number, part: number) => void,
): void {
  let missing = quantity;
  while (missing > 0) {
    const batch = queue.batches[queue.next];
    if (batch === undefined) return;
    const part = Math.min(missing, batch.quantity);
    if (batch.day !== null) onTaken(batch.day, part);
    missing -= part;
    batch.quantity -= part;
    if (batch.quantity === 0) queue.next += 1;
  }
}

function byStage<Value>(make: () => Value): Record<Stage, Value> {
  return {
    IN_BOX: make(),
    BUILDING: make(),
    PRIMING: make(),
    PAINTING: make(),
    DONE: make(),
  };
}
