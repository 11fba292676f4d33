import { useLanguage } from './language.ts';

/** Numbers and dates in a language's way. Days are `YYYY-MM-DD`, instants milliseconds since 1970. */
export function createFormat(language: string) {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  const day = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const localDay = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const shortDay = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const month = new Intl.DateTimeFormat(language, {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const instant = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const exactInstant = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'medium',
  });
  const utc = (text: string) => Date.parse(`${text}T00:00:00Z`);
  return {
    number: (value: number) => number.format(value),
    /** 0..1; never rounds up to 100 % what is not finished. */
    percent: (value: number) => percent.format(value < 1 ? Math.min(value, 0.99) : 1),
    day: (text: string) => day.format(utc(text)),
    shortDay: (text: string) => shortDay.format(utc(text)),
    /** The day of an instant, where the person is. */
    localDay: (millis: number) => localDay.format(millis),
    /** The month that a day is in, with its year. */
    month: (text: string) => month.format(utc(text)),
    instant: (millis: number) => instant.format(millis),
    exactInstant: (millis: number) => exactInstant.format(millis),
    instantRange: (from: number, to: number) => instant.formatRange(from, to),
  };
}

export type Format = ReturnType<typeof createFormat>;

const formats = new Map<string, Format>();

/** One for all of a language: to make it costs a thousand times what it costs to use it. */
export function useFormat(): Format {
  const language = useLanguage();
  const known = formats.get(language) ?? createFormat(language);
  formats.set(language, known);
  return known;
}
