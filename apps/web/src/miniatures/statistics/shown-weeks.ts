import type { WeekSum } from '@atelier/domain/miniatures/statistics.ts';

const millisPerWeek = 7 * 86_400_000;

/** Five years: more bars than that would be thinner than a pixel. */
export const maxShownWeeks = 260;

/**
 * Every week up to that of `today`, including empty ones, so that time runs evenly: from the first of
 * `weeks`, but no more than {@link maxShownWeeks}.
 */
export function shownWeeks(weeks: readonly WeekSum[], today: string): readonly WeekSum[] {
  const first = weeks[0];
  if (first === undefined) return [];
  const known = new Map(weeks.map((week) => [week.week, week]));
  const start = Date.parse(first.week);
  const all = Math.floor((Date.parse(today) - start) / millisPerWeek) + 1;
  const skipped = Math.max(0, all - maxShownWeeks);
  return Array.from({ length: all - skipped }, (_, index) => {
    const at = new Date(start + (skipped + index) * millisPerWeek);
    const week = at.toISOString().slice(0, 10);
    return known.get(week) ?? { week, bought: 0, done: 0 };
  });
}
