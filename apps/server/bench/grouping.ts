import { groupNeighbours } from '@atelier/domain/kernel/grouping.ts';
import {
  type GroupableEntry,
  historyGrouping,
  summarizeGroup,
} from '@atelier/domain/miniatures/history.ts';
import { type Figure, interleaved, underLimit } from './figure.ts';

const number = 1_000_000;

/** Grouping a million events, against one loop over them that adds their quantities up. */
export async function* groupingFigures(): AsyncGenerator<Figure> {
  const events = Array.from(
    { length: number },
    (_, place): GroupableEntry => ({
      kind: 'move',
      from: 'IN_BOX',
      to: place % 7 === 0 ? 'DONE' : 'BUILDING',
      quantity: 1,
      imported: place % 2 === 0,
      at: place * 100_000_000,
    }),
  );
  const measured = await interleaved(
    5,
    async () =>
      timeOf(() => {
        let groups = 0;
        for (const group of groupNeighbours(events, historyGrouping)) {
          groups += summarizeGroup(group).entries;
        }
        if (groups !== number) throw new Error('events were lost');
      }),
    async () =>
      timeOf(() => {
        let sum = 0;
        for (const event of events) sum += event.quantity;
        if (sum !== number) throw new Error('events were lost');
      }),
  );
  yield underLimit('grouping.1000000-events', 'ms', measured, 300);
}

function timeOf(work: () => void): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}
