/** How often a suite is started, as people say it; `own` is whatever else cron can say. */
export type Rhythm =
  | { readonly kind: 'minutes'; readonly every: number }
  | { readonly kind: 'hourly'; readonly minute: number }
  | { readonly kind: 'daily' | 'workdays'; readonly hour: number; readonly minute: number }
  | {
      readonly kind: 'weekly';
      /** From 1 for Monday to 7. */
      readonly day: number;
      readonly hour: number;
      readonly minute: number;
    }
  | {
      readonly kind: 'monthly';
      readonly date: number;
      readonly hour: number;
      readonly minute: number;
    }
  | { readonly kind: 'own' };

export const rhythmKinds = [
  'minutes',
  'hourly',
  'daily',
  'workdays',
  'weekly',
  'monthly',
  'own',
] as const;

/** Numbers of minutes that an hour is a multiple of: others would not be evenly apart. */
export const evenMinutes = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30] as const;

/** What a cron of five fields says, where people have a word for it. */
export function rhythmOf(cron: string): Rhythm {
  const [minute = '', hour = '', date = '', month = '', day = '', more] = cron
    .trim()
    .toUpperCase()
    .split(/\s+/);
  const own: Rhythm = { kind: 'own' };
  if (more !== undefined || month !== '*') return own;
  if (hour === '*' && date === '*' && day === '*') {
    const every = minute === '*' ? 1 : evenMinutes.find((one) => minute === `*/${one}`);
    if (every !== undefined) return { kind: 'minutes', every };
    const at = numberIn(minute, 0, 59);
    return at === null ? own : { kind: 'hourly', minute: at };
  }
  const at = { hour: numberIn(hour, 0, 23), minute: numberIn(minute, 0, 59) };
  if (at.hour === null || at.minute === null) return own;
  const time = { hour: at.hour, minute: at.minute };
  if (date === '*') return onDays(day, time);
  const which = numberIn(date, 1, 31);
  return day === '*' && which !== null ? { kind: 'monthly', date: which, ...time } : own;
}

function onDays(day: string, time: { readonly hour: number; readonly minute: number }): Rhythm {
  if (day === '*') return { kind: 'daily', ...time };
  if (day === '1-5' || day === 'MON-FRI') return { kind: 'workdays', ...time };
  const named = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'].indexOf(day);
  const number = named >= 0 ? named : numberIn(day, 0, 7);
  if (number === null) return { kind: 'own' };
  // Both 0 and 7 are Sunday.
  return { kind: 'weekly', day: number === 0 ? 7 : number, ...time };
}

function numberIn(text: string, min: number, max: number): number | null {
  if (!/^\d{1,2}$/.test(text)) return null;
  const number = Number(text);
  return number >= min && number <= max ? number : null;
}

/** The cron that says it; null for what only cron says. */
export function cronOf(rhythm: Rhythm): string | null {
  switch (rhythm.kind) {
    case 'minutes':
      return rhythm.every === 1 ? '* * * * *' : `*/${rhythm.every} * * * *`;
    case 'hourly':
      return `${rhythm.minute} * * * *`;
    case 'daily':
      return `${rhythm.minute} ${rhythm.hour} * * *`;
    case 'workdays':
      return `${rhythm.minute} ${rhythm.hour} * * 1-5`;
    case 'weekly':
      return `${rhythm.minute} ${rhythm.hour} * * ${rhythm.day % 7}`;
    case 'monthly':
      return `${rhythm.minute} ${rhythm.hour} ${rhythm.date} * *`;
    case 'own':
      return null;
  }
}
