import { emptyCounts, mapStages, progress, totalCount } from '../kernel/pipeline.ts';
import { settleImports } from './import-stock.ts';
import { type Counts, miniaturesPipeline, type Stage, stages } from './stages.ts';
import type { EntryKind } from './types.ts';

/**
 * What stood of the history on one day, summed up: how many went from where to where. `day` is
 * YYYY-MM-DD in the user's time zone; `typeId` keeps types apart, since a miniature never becomes
 * one of another type.
 */
export interface DailySum {
  readonly typeId: string;
  readonly day: string;
  readonly kind: Exclude<EntryKind, 'undo'>;
  /** Whether these are moves that came with a file. */
  readonly imported: boolean;
  readonly from: Stage | null;
  readonly to: Stage | null;
  readonly quantity: number;
}

/** How many miniatures stood in each stage at the end of a day. */
export interface FlowPoint {
  readonly day: string;
  readonly counts: Counts;
}

export interface StageTime {
  readonly stage: Stage;
  /** The mean of whole days between coming and leaving, of those that left; null where none did. */
  readonly meanDays: number | null;
  /** How many left. */
  readonly left: number;
}

/** One week, Monday to Sunday, named by its Monday (YYYY-MM-DD). */
export interface WeekSum {
  readonly week: string;
  readonly bought: number;
  readonly done: number;
}

export interface Statistics {
  readonly counts: Counts;
  readonly total: number;
  /** 0..1, see the kernel's `progress`. */
  readonly progress: number;
  readonly flow: readonly FlowPoint[];
  readonly stageTimes: readonly StageTime[];
  readonly weeks: readonly WeekSum[];
}

/**
 * Everything the charts show. `now` are the counts of today, `sums` the days in order, `today`
 * YYYY-MM-DD. Since when imported stock was there is told by {@link settleImports}.
 */
export function statistics(now: Counts, sums: readonly DailySum[], today: string): Statistics {
  const settled = settleImports(sums);
  return {
    counts: now,
    total: totalCount(miniaturesPipeline, now),
    progress: progress(miniaturesPipeline, now),
    flow: cumulativeFlow(now, settled, today),
    stageTimes: stageTimes(settled),
    weeks: weeklySums(sums, today),
  };
}

/**
 * Counts at the end of each day on which something happened, the day before the first, and today.
 * Reckoned backwards from the counts of today, which are the ones that are sure; where moves of one
 * import had to be given to another, a stage shows 0 rather than less than nothing.
 */
export function cumulativeFlow(
  now: Counts,
  sums: readonly DailySum[],
  today: string,
): readonly FlowPoint[] {
  const points: FlowPoint[] = [];
  const counts: Record<Stage, number> = { ...now };
  const snapshot = () => mapStages(miniaturesPipeline, (stage) => Math.max(0, counts[stage]));
  let day = today;
  for (const sum of sums.toReversed()) {
    if (points.length === 0 || sum.day !== day) {
      points.push({
        day: points.length === 0 ? maxDay(today, sum.day) : sum.day,
        counts: snapshot(),
      });
      if (points.length === 1 && sum.day < today) points.push({ day: sum.day, counts: snapshot() });
      day = sum.day;
    }
    if (sum.to !== null) counts[sum.to] -= sum.quantity;
    if (sum.from !== null) counts[sum.from] += sum.quantity;
  }
  if (points.length === 0) return [{ day: today, counts: now }];
  points.push({ day: addDays(day, -1), counts: snapshot() });
  return points.toReversed();
}

/** A batch that came into a stage on one day; null where nobody knows when. */
type Batch = { day: number | null; quantity: number };

/**
 * How long miniatures stay in each stage, first in, first out within a type. Those whose coming no
 * history tells, as that of imported ones, are left out, and so is the last stage, which nothing leaves.
 */
export function stageTimes(sums: readonly DailySum[]): readonly StageTime[] {
  const queues = new Map<string, Batch[]>();
  const totals = mapTotals();
  for (const sum of sums) {
    const day = dayNumber(sum.day);
    if (sum.from !== null) {
      const total = totals[sum.from];
      for (const batch of takeOut(queues.get(`${sum.typeId}:${sum.from}`) ?? [], sum.quantity)) {
        if (batch.day === null) continue;
        total.days += batch.quantity * (day - batch.day);
        total.left += batch.quantity;
      }
    }
    if (sum.to !== null) {
      const key = `${sum.typeId}:${sum.to}`;
      const queue = queues.get(key) ?? [];
      queue.push({ day: sum.kind === 'import' ? null : day, quantity: sum.quantity });
      queues.set(key, queue);
    }
  }
  return stages
    .filter((stage) => stage !== miniaturesPipeline.last)
    .map((stage) => {
      const { days, left } = totals[stage];
      return { stage, left, meanDays: left === 0 ? null : days / left };
    });
}

/** Bought against done for each week from the first with either to the one of `today`. */
export function weeklySums(sums: readonly DailySum[], today: string): readonly WeekSum[] {
  const weeks = new Map<string, { bought: number; done: number }>();
  for (const sum of sums) {
    const bought = sum.kind === 'add' ? sum.quantity : 0;
    const isDone = sum.kind !== 'import' && sum.to === miniaturesPipeline.last;
    const done = isDone ? sum.quantity : 0;
    if (bought + done === 0) continue;
    const week = mondayOf(sum.day);
    const known = weeks.get(week) ?? { bought: 0, done: 0 };
    weeks.set(week, { bought: known.bought + bought, done: known.done + done });
  }
  const first = [...weeks.keys()].sort()[0];
  const all: WeekSum[] = [];
  for (let week = first; week !== undefined && week <= today; week = addDays(week, 7)) {
    all.push({ week, bought: 0, done: 0, ...weeks.get(week) });
  }
  return all;
}

function mapTotals(): Record<Stage, { days: number; left: number }> {
  const zero = emptyCounts(miniaturesPipeline);
  const entries = Object.keys(zero).map((stage) => [stage, { days: 0, left: 0 }]);
  return Object.fromEntries(entries) as Record<Stage, { days: number; left: number }>;
}

/** Takes up to `quantity` from the front of a queue and gives what was taken. */
function takeOut(queue: Batch[], quantity: number): readonly Batch[] {
  const taken: Batch[] = [];
  let missing = quantity;
  while (missing > 0) {
    const batch = queue[0];
    if (batch === undefined) break;
    const part = Math.min(missing, batch.quantity);
    taken.push({ day: batch.day, quantity: part });
    missing -= part;
    batch.quantity -= part;
    if (batch.quantity === 0) queue.shift();
  }
  return taken;
}

const millisPerDay = 86_400_000;

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / millisPerDay;
}

function addDays(day: string, days: number): string {
  return new Date((dayNumber(day) + days) * millisPerDay).toISOString().slice(0, 10);
}

function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

function maxDay(a: string, b: string): string {
  return a > b ? a : b;
}
