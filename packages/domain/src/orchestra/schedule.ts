import { Cron } from 'croner';

/** When a suite is started by itself. */
export interface Schedule {
  /** Five fields, or six with seconds first; `@daily` and the like. */
  readonly cron: string;
  /** A name of the IANA: `Europe/Berlin`. */
  readonly timeZone: string;
}

export type ScheduleFault = 'cron' | 'time_zone' | 'too_often' | 'never';

/** A suite is started at most once a minute. */
const leastSpan = 60_000;
const maxMissed = 1000;

/** What is wrong with a schedule, null for nothing; `never`: no such day comes after `now`. */
export function scheduleFault(schedule: Schedule, now: Date): ScheduleFault | null {
  if (!isTimeZone(schedule.timeZone)) return 'time_zone';
  const cron = cronOf(schedule);
  if (cron === null) return 'cron';
  const runs = cron.nextRuns(10, now);
  const [first] = runs;
  if (first === undefined) return 'never';
  const isTooOften = runs.some(
    (run, index) => index > 0 && run.getTime() - (runs[index - 1]?.getTime() ?? 0) < leastSpan,
  );
  return isTooOften ? 'too_often' : null;
}

/**
 * The next start after an instant; null where there is none. Where clocks go forward over a start it comes when the
 * gap is over; where they go back it comes once.
 */
export function nextStart(schedule: Schedule, after: Date): Date | null {
  return cronOf(schedule)?.nextRun(after) ?? null;
}

/** The next starts after an instant, at most so many. */
export function nextStarts(schedule: Schedule, after: Date, count: number): readonly Date[] {
  return cronOf(schedule)?.nextRuns(count, after) ?? [];
}

export interface Missed {
  /** The last start that was missed; null for none. */
  readonly last: Date | null;
  readonly count: number;
  /** Whether there were more than were counted. */
  readonly isMore: boolean;
}

/** Starts after `last` and up to `now`, during which nobody looked. */
export function missedStarts(schedule: Schedule, last: Date, now: Date): Missed {
  const cron = cronOf(schedule);
  let count = 0;
  let missed: Date | null = null;
  for (let next = cron?.nextRun(last) ?? null; next !== null && next <= now; ) {
    if (count === maxMissed) {
      const newest = cron?.previousRuns(1, new Date(now.getTime() + 1))[0];
      return { last: newest ?? missed, count, isMore: true };
    }
    missed = next;
    count++;
    next = cron?.nextRun(next) ?? null;
  }
  return { last: missed, count, isMore: false };
}

function cronOf({ cron, timeZone }: Schedule): Cron | null {
  try {
    return new Cron(cron, { timezone: timeZone, paused: true, mode: '5-or-6-parts' });
  } catch {
    return null;
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
