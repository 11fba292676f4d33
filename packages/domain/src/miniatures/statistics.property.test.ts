import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyMove, emptyCounts, isForward, totalCount } from '../kernel/pipeline.ts';
import { type Counts, miniaturesPipeline, type Stage, stages } from './stages.ts';
import { type DailySum, stageTimes, statistics, weeklySums } from './statistics.ts';

const types = ['orc', 'elf'] as const;
type Type = (typeof types)[number];

const dayOf = (number: number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
const firstDay = 20_000;

/** What came about on its own: purchases and moves that were possible, one after another. */
interface Story {
  readonly sums: readonly DailySum[];
  /** At the end of each day on which something happened. */
  readonly endOfDay: ReadonlyMap<string, Counts>;
  readonly now: Counts;
  readonly today: string;
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
    const sums: DailySum[] = [];
    const endOfDay = new Map<string, Counts>();
    let day = firstDay;
    for (const { typeId, days, from, to, quantity } of steps) {
      day += days;
      const sum = { typeId, day: dayOf(day), quantity, imported: false };
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
      endOfDay.set(sum.day, both(counts));
    }
    return { sums, endOfDay, now: both(counts), today: dayOf(day + daysAfter) };
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
      expect(flow.at(-1)).toEqual({ day: today, counts: now });
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
    fc.property(story, ({ sums }) => {
      const days: Record<Stage, number[]> = {
        IN_BOX: [],
        BUILDING: [],
        PRIMING: [],
        PAINTING: [],
        DONE: [],
      };
      const standing = new Map<string, number[]>();
      for (const { typeId, day, from, to, quantity } of sums) {
        const now = Date.parse(day) / 86_400_000;
        for (let piece = 0; piece < quantity; piece += 1) {
          if (from !== null) {
            const since = standing.get(typeId + from)?.shift();
            if (since !== undefined) days[from].push(now - since);
          }
          if (to !== null) standing.set(typeId + to, [...(standing.get(typeId + to) ?? []), now]);
        }
      }
      for (const { stage, left, meanDays } of stageTimes(sums)) {
        const stayed = days[stage];
        expect(left).toBe(stayed.length);
        if (left === 0) expect(meanDays).toBeNull();
        else expect(meanDays).toBeCloseTo(stayed.reduce((a, b) => a + b, 0) / left, 9);
      }
    }),
  );
});

test('the last stage has no time, since nothing leaves it', () => {
  expect(stageTimes([]).map(({ stage }) => stage)).toEqual(stages.slice(0, -1));
});

test('weeks are Mondays without a gap, and hold everything bought and done', () => {
  fc.assert(
    fc.property(story, ({ sums, today }) => {
      const weeks = weeklySums(sums, today);
      weeks.forEach(({ week }, index) => {
        expect(new Date(`${week}T00:00:00Z`).getUTCDay()).toBe(1);
        const before = weeks[index - 1];
        if (before) expect(Date.parse(week) - Date.parse(before.week)).toBe(7 * 86_400_000);
      });
      const sumOf = (chosen: readonly DailySum[]) => chosen.reduce((n, one) => n + one.quantity, 0);
      expect(weeks.reduce((n, one) => n + one.bought, 0)).toBe(
        sumOf(sums.filter((one) => one.kind === 'add')),
      );
      expect(weeks.reduce((n, one) => n + one.done, 0)).toBe(
        sumOf(sums.filter((one) => one.to === 'DONE')),
      );
      const last = weeks.at(-1);
      if (last) {
        const daysLeft = (Date.parse(today) - Date.parse(last.week)) / 86_400_000;
        expect(daysLeft).toBeGreaterThanOrEqual(0);
        expect(daysLeft).toBeLessThan(7);
      }
    }),
  );
});

test('an empty collection has one day, no weeks and no progress', () => {
  const none = emptyCounts(miniaturesPipeline);
  expect(statistics(none, [], '2026-01-31')).toMatchObject({
    total: 0,
    progress: 0,
    flow: [{ day: '2026-01-31', counts: none }],
    weeks: [],
  });
});
