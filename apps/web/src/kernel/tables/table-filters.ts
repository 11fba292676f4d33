import { z } from 'zod';

/** Days as `YYYY-MM-DD`, both included; a side that is missing is open. */
export interface DayRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What somebody can look for in a column. Its codec reads and writes it as the text in the address. */
export interface TextFilter {
  readonly kind: 'text';
  readonly codec: z.ZodType<string, string>;
}

export interface ChoiceFilter<Option extends string = string> {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  readonly codec: z.ZodType<readonly Option[], string>;
}

export interface DaysFilter {
  readonly kind: 'days';
  readonly codec: z.ZodType<DayRange, string>;
}

export type Filter = TextFilter | ChoiceFilter | DaysFilter;
export type FilterValue = string | readonly string[] | DayRange;

/** Part of what the cell says, whatever the case. */
export function textFilter(): TextFilter {
  return { kind: 'text', codec: z.string().trim().min(1).max(200) };
}

/** Any of several; in the address `failed,done`. Options hold no commas. */
export function choiceFilter<Option extends string>(
  options: readonly Option[],
): ChoiceFilter<Option> {
  const known = (one: string): one is Option => (options as readonly string[]).includes(one);
  return {
    kind: 'choice',
    options,
    codec: z.codec(z.string(), z.array(z.custom<Option>(isText)).min(1), {
      decode: (text) => [...new Set(text.split(','))].filter(known),
      encode: (chosen) => chosen.join(','),
    }),
  };
}

const isText = (value: unknown) => typeof value === 'string';
const day = z.iso.date().optional();

/** From a day to a day; in the address `2026-01-01..2026-01-31`. */
export function daysFilter(): DaysFilter {
  return {
    kind: 'days',
    codec: z.codec(
      z.string().regex(/^[^.]*\.\.[^.]*$/),
      z.object({ from: day, to: day }).refine(({ from, to }) => (from ?? to) !== undefined),
      {
        decode(text) {
          const [from, to] = text.split('..');
          return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
        },
        encode: ({ from = '', to = '' }) => `${from}..${to}`,
      },
    ),
  };
}

/**
 * Whether a cell fits, in the browser.
 *
 * @param value what the column has for the row: for days `YYYY-MM-DD`, or milliseconds since 1970, which
 * are of a day of the user's own time zone
 * @param text what the cell says
 */
export function fits(
  filter: Filter,
  wanted: FilterValue,
  value: string | number | null | undefined,
  text: string,
): boolean {
  if (filter.kind === 'text') return contains(text, String(wanted));
  if (filter.kind === 'choice') return (wanted as readonly string[]).includes(String(value));
  if (value === null || value === undefined) return false;
  const { from = '', to = '9999-12-31' } = wanted as DayRange;
  const on = typeof value === 'number' ? dayOf(value) : value.slice(0, 10);
  return from <= on && on <= to;
}

/** Whether a text has the words in it, whatever the case. */
export function contains(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.trim().toLowerCase());
}

/** The day of an instant in the user's own time zone. */
export function dayOf(millis: number): string {
  const date = new Date(millis);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
