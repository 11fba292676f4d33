import { Cron } from 'croner';

/** Five fields; names and `L`, `#` as the field's tools have them. A plan is at minutes, never at seconds. */
const minutes = { mode: '5-part', paused: true } as const;

/** Which part of a time plan cannot be read; null for one that has an instant to come. */
export function timePlanFault(cron: string, timeZone: string): 'cron' | 'timeZone' | null {
  if (!isTimeZone(timeZone)) return 'timeZone';
  try {
    // Any year will do: a plan that has none in the next hundred has none.
    return nextInstant(cron, timeZone, new Date(0)) === null ? 'cron' : null;
  } catch {
    return 'cron';
  }
}

/** The first instant of a plan behind another one; null where there is none. */
export function nextInstant(cron: string, timeZone: string, after: Date): Date | null {
  return new Cron(cron, { ...minutes, timezone: timeZone }).nextRun(after);
}

/** How many instants of a plan are behind `after` and not behind `until`; no more than `most` are counted. */
export function countInstants(
  { cron, timeZone }: { readonly cron: string; readonly timeZone: string },
  after: Date,
  until: Date,
  most = 1000,
): number {
  const plan = new Cron(cron, { ...minutes, timezone: timeZone });
  let count = 0;
  for (let at = plan.nextRun(after); at !== null && at <= until && count < most; at = plan.nextRun(at)) {
    count += 1;
  }
  return count;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
