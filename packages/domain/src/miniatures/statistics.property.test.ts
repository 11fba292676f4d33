import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyMove, emptyCounts, isForward, totalCount } from '../kernel/pipeline.ts';
import type { DailySum } from './daily-sum.ts';
import { dayText } from './day.ts';
import { type Counts, miniaturesPipeline, type Stage, stages } from './stages.ts';
import { gatherStatistics, type Statistics } from './statistics.ts';

const types = ['orc', 'elf'] as const;
type Type = (typeof types)[number];

const firstDay = 20_000;

type SumOfType = DailySum & { readonly typeId: Type };

function statistics(now: Counts, sums: readonly SumOfType[], today: number): Statistics {
  const gathered = gatherStatistics(today);
  for (const type of types) gathered.add(sums.filter(({ typeId }) => typeId === type));
  return gathered.result(now);
}

/** What came about on its own: purchases and moves that were possible, one after another. */
interface Story {
  readonly sums: readonly SumOfType[];
  /** At the end of each day on which something happened. */
  readonly endOfDay: ReadonlyMap<string, Counts>;
  readonly now: Counts;
  readonly today: number;
}

const step = fc.record({
  typeId: fc.constantFrom(...types),
  days: fc.nat(3),
  from: fc.option(fc.constantFrom(...stages.slice(0, 3)), { freq: 2 }),
  to: fc.constantFrom(...stages),
  quantity: fc.integer({ min: 1, max: 4 }),
});

const story: fc.Arbitrary<Story> = fc
  .tuple(fc.array(step, { maxLength: 40 }), fc.nat(20))
  .map(([steps, daysAfter]) => {
    const counts: Record<Type, Counts> = {
      orc: emptyCounts(miniaturesPipeline),
      elf: emptyCounts(miniaturesPipeline),
    };
    const sums: SumOfType[] = [];
    const endOfDay = new Map<string, Counts>();
    let day = firstDay;
    for (const { typeId, days, from, to, quantity } of steps) {
      day += days;
      const sum = { typeId, day, quantity, imported: false };
      if (from === null) {
        const box = miniaturesPipeline.first;
        counts[typeId] = { ...counts[typeId], [box]: counts[typeId][box] + quantity };
        sums.push({ ...sum, kind: 'add', from: null, to: box });
      } else {
        if (!isForward(miniaturesPipeline, from, to)) continue;
        const moved = applyMove(miniaturesPipeline, counts[typeId], { from, to, quantity });
        if (!moved.ok) continue;
        counts[typeId] = moved.value;
        sums.push({ ...sum, kind: 'move', from, to });
      }
      endOfDay.set(dayText(sum.day), both(counts));
    }
    return { sums, endOfDay, now: both(counts), today: day + daysAfter };
  });

function both(counts: Record<Type, Counts>): Counts {
  const sum = { ...counts.orc };
  for (const stage of stages) sum[stage] += counts.elf[stage];
  return sum;
}

test('the flow shows the counts at the end of each day, from nothing to what is there now', () => {
  fc.assert(
    fc.property(story, ({ sums, endOfDay, now, today }) => {
      const { flow } = statistics(now, sums, today);
      expect(flow.at(-1)).toEqual({ day: dayText(today), counts: now });
      const days = flow.map((point) => point.day);
      expect(days).toEqual([...new Set(days)].sort());
      for (const { day, counts } of flow) {
        if (endOfDay.has(day)) expect(counts).toEqual(endOfDay.get(day));
      }
      for (const day of endOfDay.keys()) expect(days).toContain(day);
      if (sums.length > 0) expect(flow[0]?.counts).toEqual(emptyCounts(miniaturesPipeline));
    }),
  );
});

test('what no history tells of stood there on the first day', () => {
  fc.assert(
    fc.property(story, fc.nat(50), ({ sums, now, today }, older) => {
      const { flow } = statistics({ ...now, PAINTING: now.PAINTING + older }, sums, today);
      expect(flow[0]?.counts.PAINTING).toBe(sums.length > 0 ? older : now.PAINTING + older);
    }),
  );
});

test('the total is the sum of all stages', () => {
  fc.assert(
    fc.property(story, ({ sums, now, today }) => {
      const bought = sums.reduce((sum, one) => sum + (one.kind === 'add' ? one.quantity : 0), 0);
      const result = statistics(now, sums, today);
      expect(result.total).toBe(bought);
      expect(totalCount(miniaturesPipeline, result.counts)).toBe(bought);
    }),
  );
});

test('stage times are those of single miniatures that leave in the order they came', () => {
  fc.assert(
    fc.property(story, ({ sums, now, today }) => {
      const days: Record<Stage, number[]> = {
        IN_BOX: [],
        BUILDING: [],
        PRIMING: [],
        PAINTING: [],
        DONE: [],
      };
      const standing = new Map<string, number[]>();
      for (const { typeId, day, from, to, quantity } of sums) {
        for (let piece = 0; piece < quantity; piece += 1) {
          if (from !== null) {
            const since = standing.get(typeId + from)?.shift();
            if (since !== undefined) days[from].push(day - since);
          }
          if (to !== null) standing.set(typeId + to, [...(standing.get(typeId + to) ?? []), day]);
        }
      }
      for (const { stage, left, meanDays } of statistics(now, sums, today).stageTimes) {
        const stayed = days[stage];
        expect(left).toBe(stayed.length);
        if (left === 0) expect(meanDays).toBeNull();
        else expect(meanDays).toBeCloseTo(stayed.reduce((a, b) => a + b, 0) / left, 9);
      }
    }),
  );
});

test('the last stage has no time, since nothing leaves it', () => {
  const { stageTimes } = gatherStatistics(firstDay).result(emptyCounts(miniaturesPipeline));
  expect(stageTimes.map(({ stage }) => stage)).toEqual(stages.slice(0, -1));
});

test('weeks are Mondays in order, none is empty, and they hold everything bought and done', () => {
  fc.assert(
    fc.property(story, ({ sums, now, today }) => {
      const { weeks } = statistics(now, sums, today);
      const mondays = weeks.map(({ week }) => week);
      expect(mondays).toEqual([...new Set(mondays)].sort());
      for (const { week, bought, done } of weeks) {
        expect(new Date(`${week}T00:00:00Z`).getUTCDay()).toBe(1);
        expect(bought + done).toBeGreaterThan(0);
      }
      const sumOf = (chosen: readonly DailySum[]) => chosen.reduce((n, one) => n + one.quantity, 0);
      expect(weeks.reduce((n, one) => n + one.bought, 0)).toBe(
        sumOf(sums.filter((one) => one.kind === 'add')),
      );
      expect(weeks.reduce((n, one) => n + one.done, 0)).toBe(
        sumOf(sums.filter((one) => one.to === 'DONE')),
      );
    }),
  );
});

test('one purchase of long ago makes one week, and what is yet to come none', () => {
  const add = { kind: 'add', imported: false, from: null, to: 'IN_BOX', quantity: 1 } as const;
  const yearTwentyFour = Date.parse('0024-03-01T00:00:00Z') / 86_400_000;
  const gathered = gatherStatistics(firstDay);
  gathered.add([yearTwentyFour, firstDay, firstDay + 7].map((day) => ({ ...add, day })));
  const { weeks } = gathered.result({ ...emptyCounts(miniaturesPipeline), IN_BOX: 3 });
  expect(weeks).toEqual([
    { week: '0024-02-26', bought: 1, done: 0 },
    { week: '2024-09-30', bought: 1, done: 0 },
  ]);
});

test('an empty collection has one day, no weeks and no progress', () => {
  const none = emptyCounts(miniaturesPipeline);
  expect(statistics(none, [], firstDay)).toMatchObject({
    total: 0,
    progress: 0,
    today: '2024-10-04',
    flow: [{ day: '2024-10-04', counts: none }],
    weeks: [],
  });
});
