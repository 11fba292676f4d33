/** A day of the calendar, counted from 1970-01-01, which is 0. */
export type Day = number;

const millisPerDay = 86_400_000;

/** A day as `YYYY-MM-DD`. */
export function dayText(day: Day): string {
  return new Date(day * millisPerDay).toISOString().slice(0, 10);
}

/** The Monday of the week that a day is in. */
export function mondayOf(day: Day): Day {
  // 1970-01-01 was a Thursday; % keeps the sign of days before it.
  return day - ((((day + 3) % 7) + 7) % 7);
}
