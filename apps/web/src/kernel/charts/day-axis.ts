import { utcTicks } from 'd3-time';
import type { Format } from '../i18n/format.ts';

const millisPerDay = 86_400_000;

/** Where the value of a day is drawn: `at` in milliseconds since 1970, `index` into the days. */
export interface Step {
  readonly at: number;
  readonly index: number;
}

/**
 * Every day (`YYYY-MM-DD`, in order) twice: where it begins, and where the next one begins (for the last
 * day, where it ends). So the last day has the width of a day, and pointing into a long gap shows the value
 * that still holds there, not the one of the nearer day.
 */
export function daySteps(days: readonly string[]): readonly Step[] {
  return days.flatMap((day, index) => {
    const at = startOf(day);
    const next = days[index + 1];
    const until = next === undefined ? at + millisPerDay : startOf(next) - 1;
    return [
      { at, index },
      { at: Math.max(at, until), index },
    ];
  });
}

/** About six beginnings of days, weeks, months or years from `from` to before `to`, in milliseconds. */
export function dayTicks(from: number, to: number): number[] {
  return utcTicks(new Date(from), new Date(to), 6)
    .map(Number)
    .filter((at) => at % millisPerDay === 0 && at < to);
}

/** The first of the days in each month. */
export function monthStarts(days: readonly string[]): string[] {
  return days.filter((day, index) => day.slice(0, 7) !== days[index - 1]?.slice(0, 7));
}

/** Whether days alone would be unclear, because most of a year or more is between them. */
export function isLong(from: number, to: number): boolean {
  return to - from > 300 * millisPerDay;
}

/** A tick's words: the day, or the month and its year where the axis {@link isLong}. */
export function tickWords(format: Format, long: boolean): (at: number | string) => string {
  const words = long ? format.month : format.shortDay;
  return (at) => words(typeof at === 'string' ? at : new Date(at).toISOString().slice(0, 10));
}

export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
