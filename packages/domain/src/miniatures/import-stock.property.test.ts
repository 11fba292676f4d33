import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyCounts, totalCount } from '../kernel/pipeline.ts';
import type { DailySum } from './daily-sum.ts';
import { dayText } from './day.ts';
import { settleImports } from './import-stock.ts';
import { type Counts, miniaturesPipeline, type Stage, stages } from './stages.ts';
import { gatherStatistics, type Statistics } from './statistics.ts';

/** Of January 2026. */
const dayOf = (number: number) => Date.parse('2025-12-31') / 86_400_000 + number;
const none = emptyCounts(miniaturesPipeline);

function came(day: number, counts: Partial<Counts>): DailySum[] {
  return stages
    .map((to) => ({ to, quantity: counts[to] ?? 0 }))
    .filter(({ quantity }) => quantity > 0)
    .map((part) => ({
      ...part,
      day: dayOf(day),
      kind: 'import',
      imported: false,
      from: null,
    }));
}

function moved(day: number, from: Stage, to: Stage, quantity: number): DailySum {
  return { day: dayOf(day), kind: 'move', imported: true, from, to, quantity };
}

/** What the imports brought, which is what is there now. */
function broughtBy(sums: readonly DailySum[]): Counts {
  const counts = { ...none };
  for (const { kind, to, quantity } of sums) {
    if (kind === 'import' && to !== null) counts[to] += quantity;
  }
  return counts;
}

function statistics(sums: readonly DailySum[]): Statistics {
  const gathered = gatherStatistics(dayOf(31));
  gathered.add(sums);
  return gathered.result(broughtBy(sums));
}

const flowOf = (sums: readonly DailySum[]) =>
  statistics(sums).flow.map(({ day, counts }) => [
    Number(day.slice(-2)),
    ...stages.map((stage) => counts[stage]),
  ]);

test('stock without a history comes on the day of its import', () => {
  expect(flowOf(came(10, { IN_BOX: 30, DONE: 10 }))).toEqual([
    [9, 0, 0, 0, 0, 0],
    [10, 30, 0, 0, 0, 10],
    [31, 30, 0, 0, 0, 10],
  ]);
});

test('stock with a history is there from its first move on, and moves as the file says', () => {
  const sums = [
    moved(3, 'IN_BOX', 'BUILDING', 10),
    moved(5, 'BUILDING', 'DONE', 10),
    ...came(10, { IN_BOX: 30, DONE: 10 }),
  ];
  expect(flowOf(sums)).toEqual([
    [2, 0, 0, 0, 0, 0],
    [3, 30, 10, 0, 0, 0],
    [5, 30, 0, 0, 0, 10],
    [31, 30, 0, 0, 0, 10],
  ]);
});

test('a second import without a history of its own comes on its own day', () => {
  const sums = [
    moved(3, 'IN_BOX', 'DONE', 10),
    ...came(10, { IN_BOX: 30, DONE: 10 }),
    ...came(20, { IN_BOX: 5 }),
  ];
  expect(flowOf(sums)).toEqual([
    [2, 0, 0, 0, 0, 0],
    [3, 30, 0, 0, 0, 10],
    [20, 35, 0, 0, 0, 10],
    [31, 35, 0, 0, 0, 10],
  ]);
});

test('the same file twice is twice as many, on the same days', () => {
  const sums = [
    moved(3, 'IN_BOX', 'DONE', 20),
    ...came(10, { IN_BOX: 30, DONE: 10 }),
    ...came(20, { IN_BOX: 30, DONE: 10 }),
  ];
  expect(flowOf(sums)).toEqual([
    [2, 0, 0, 0, 0, 0],
    [3, 60, 0, 0, 0, 20],
    [31, 60, 0, 0, 0, 20],
  ]);
});

test('a move dated after the import cannot have led to its counts', () => {
  const sums = [...came(10, { IN_BOX: 30, DONE: 10 }), moved(12, 'IN_BOX', 'DONE', 5)];
  expect(flowOf(sums)).toEqual([
    [9, 0, 0, 0, 0, 0],
    [10, 30, 0, 0, 0, 10],
    [31, 30, 0, 0, 0, 10],
  ]);
});

test('nobody knows since when imported stock stood where it was, nor was it done that week', () => {
  const own = { ...moved(20, 'IN_BOX', 'BUILDING', 6), imported: false };
  const bought: DailySum = { ...own, kind: 'add', day: dayOf(18), from: null, to: 'IN_BOX' };
  const sums = [...came(10, { IN_BOX: 4, DONE: 10 }), bought, own];
  const { stageTimes, weeks } = statistics(sums);
  expect(stageTimes[0]).toEqual({ stage: 'IN_BOX', left: 2, meanDays: 2 });
  expect(weeks).toEqual([{ week: '2026-01-12', bought: 6, done: 0 }]);
});

const stage = fc.nat(stages.length - 2);
const event = fc.oneof(
  fc.record({
    what: fc.constant('import' as const),
    counts: fc.array(fc.nat(9), { minLength: 5, maxLength: 5 }),
  }),
  fc.record({
    what: fc.constant('move' as const),
    from: stage,
    steps: fc.integer({ min: 1, max: 4 }),
    quantity: fc.integer({ min: 1, max: 9 }),
  }),
);
const days = fc.array(fc.record({ day: fc.integer({ min: 1, max: 28 }), event }), {
  maxLength: 30,
});

/** Any imports with any moves, whether they fit together or not, in the order of days. */
const anything = days.map((found) =>
  found
    .toSorted((a, b) => a.day - b.day)
    .flatMap(({ day, event }) => {
      if (event.what === 'import') {
        const counts = Object.fromEntries(stages.map((one, place) => [one, event.counts[place]]));
        return came(day, counts);
      }
      const from = stages[event.from] ?? 'IN_BOX';
      const to = stages[Math.min(event.from + event.steps, stages.length - 1)] ?? 'DONE';
      return [moved(day, from, to, event.quantity)];
    }),
);

test('whatever files say: from nothing, by whole imports, never below zero, to what is there', () => {
  fc.assert(
    fc.property(anything, (sums) => {
      const counts = { ...none };
      let day = 0;
      for (const sum of settleImports(sums)) {
        expect(sum.day >= day).toBe(true);
        if (sum.day > day) expect(Math.min(...Object.values(counts))).toBeGreaterThanOrEqual(0);
        day = sum.day;
        if (sum.from !== null) counts[sum.from] -= sum.quantity;
        if (sum.to !== null) counts[sum.to] += sum.quantity;
      }
      expect(counts).toEqual(broughtBy(sums));

      const { flow } = statistics(sums);
      const totals = flow.map((point) => totalCount(miniaturesPipeline, point.counts));
      expect(totals).toEqual(totals.toSorted((a, b) => a - b));
      if (settleImports(sums).length > 0) expect(totals[0]).toBe(0);
      const lastImport = sums.findLast(({ kind }) => kind === 'import')?.day;
      for (const point of flow) {
        if (lastImport !== undefined && point.day >= dayText(lastImport)) {
          expect(point.counts).toEqual(broughtBy(sums));
        }
      }
    }),
    { numRuns: 500 },
  );
});
