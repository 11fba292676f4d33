import { rhythmOf } from '@atelier/domain/orchestra/rhythm.ts';
import type { Schedule } from '@atelier/domain/orchestra/types.ts';
import type { TFunction } from 'i18next';

type Words = TFunction<'orchestra-schedules'>;

/** When a time plan starts its suite, as people say it: `Every day at 03:00 (Europe/Berlin)`. */
export function scheduleWords(
  { cron, timeZone }: Pick<Schedule, 'cron' | 'timeZone'>,
  t: Words,
  language: string,
): string {
  return t('inZone', { rhythm: rhythmWords(cron, t, language), zone: timeZone });
}

export function rhythmWords(cron: string, t: Words, language: string): string {
  const rhythm = rhythmOf(cron);
  switch (rhythm.kind) {
    case 'minutes':
      return rhythm.every === 1
        ? t('rhythm.everyMinute')
        : t('rhythm.minutes', { count: rhythm.every });
    case 'hourly':
      return t('rhythm.hourly', { minute: rhythm.minute });
    case 'daily':
    case 'workdays':
      return t(`rhythm.${rhythm.kind}`, { time: timeWords(rhythm, language) });
    case 'weekly':
      return t(`rhythm.weekly${rhythm.day as 1}`, { time: timeWords(rhythm, language) });
    case 'monthly':
      return t('rhythm.monthly', { date: rhythm.date, time: timeWords(rhythm, language) });
    case 'own':
      return t('rhythm.own', { cron });
  }
}

function timeWords(
  { hour, minute }: { readonly hour: number; readonly minute: number },
  language: string,
): string {
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'UTC' });
  return clock.format(Date.UTC(2000, 0, 1, hour, minute));
}

/** The days of the week from Monday on. */
export function weekdays(language: string): readonly string[] {
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  // The third of January 2000 was a Monday.
  return [3, 4, 5, 6, 7, 8, 9].map((date) => name.format(Date.UTC(2000, 0, date)));
}
