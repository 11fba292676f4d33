import { emptyCounts, mapStages, progress, totalCount } from '../kernel/pipeline.ts';
import type { DailySum } from './daily-sum.ts';
import { type Day, dayText, mondayOf } from './day.ts';
import { settleImports } from './import-stock.ts';
import { gatherStageTimes, type StageTime } from './stage-times.ts';
import { type Counts, miniaturesPipeline, type Stage, stages } from './stages.ts';

/** How many miniatures stood in each stage at the end of a day (`YYYY-MM-DD`). */
export interface FlowPoint {
  readonly day: string;
  readonly counts: Counts;
}

/** One week, Monday to Sunday, named by its Monday (`YYYY-MM-DD`). */
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
  /** `YYYY-MM-DD`, in the user's time zone. */
  readonly today: string;
  /**
   * The days on which something happened, the one before the first, and today. Where moves of one import
   * had to be attributed to another, a stage shows 0 rather than a negative number.
   */
  readonly flow: readonly FlowPoint[];
  readonly stageTimes: readonly StageTime[];
  /** The weeks up to this one in which something was bought or done, in order. */
  readonly weeks: readonly WeekSum[];
}

/**
 * Everything the charts show, gathered type by type: no more of the history than one type's is needed at a
 * time. {@link settleImports} says since when imported stock has been there.
 */
export function gatherStatistics(today: Day) {
  const changes = new Map<Day, Record<Stage, number>>();
  const weeks = new Map<Day, { bought: number; done: number }>();
  const times = gatherStageTimes();

  const addToFlow = ({ day, from, to, quantity }: DailySum) => {
    const change = changes.get(day) ?? { ...emptyCounts(miniaturesPipeline) };
    if (from !== null) change[from] -= quantity;
    if (to !== null) change[to] += quantity;
    changes.set(day, change);
  };
  const addToWeeks = ({ day, kind, to, quantity }: DailySum) => {
    const isDone = kind !== 'import' && to === miniaturesPipeline.last;
    if ((kind !== 'add' && !isDone) || mondayOf(day) > today) return;
    const week = weeks.get(mondayOf(day)) ?? { bought: 0, done: 0 };
    if (kind === 'add') week.bought += quantity;
    if (isDone) week.done += quantity;
    weeks.set(mondayOf(day), week);
  };

  return {
    /** What stands of one type's history, in the order in which it came about. */
    add(sums: readonly DailySum[]): void {
      for (const sum of sums) addToWeeks(sum);
      const settled = settleImports(sums);
      for (const sum of settled) addToFlow(sum);
      times.add(settled);
    },
    /** `now` are the counts of today, all types together. */
    result(now: Counts): Statistics {
      return {
        counts: now,
        total: totalCount(miniaturesPipeline, now),
        progress: progress(miniaturesPipeline, now),
        today: dayText(today),
        flow: cumulativeFlow(now, changes, today),
        stageTimes: times.result(),
        weeks: [...weeks]
          .toSorted(([a], [b]) => a - b)
          .map(([week, sums]) => ({ week: dayText(week), ...sums })),
      };
    },
  };
}

/** Reckoned backwards from the counts of today, which are the ones that are sure. */
function cumulativeFlow(
  now: Counts,
  changes: ReadonlyMap<Day, Counts>,
  today: Day,
): readonly FlowPoint[] {
  const latestFirst = [...changes].toSorted(([a], [b]) => b - a);
  const [latest] = latestFirst;
  if (latest === undefined) return [{ day: dayText(today), counts: now }];
  const counts: Record<Stage, number> = { ...now };
  const points: FlowPoint[] = [];
  const add = (day: Day) => {
    const atLeastNone = mapStages(miniaturesPipeline, (stage) => Math.max(0, counts[stage]));
    points.push({ day: dayText(day), counts: atLeastNone });
  };
  let first = today;
  if (latest[0] < today) add(today);
  for (const [day, change] of latestFirst) {
    add(day);
    for (const stage of stages) counts[stage] -= change[stage];
    first = day;
  }
  add(first - 1);
  return points.toReversed();
}
