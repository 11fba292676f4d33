import { milliseconds } from './duration.ts';
import { base64 } from './encodings.ts';
import type { ValueType } from './step-meta.ts';

/** What differs from call to call, given by whoever carries a step out. */
export interface TemplateSources {
  /** A fresh id. */
  readonly uuid: () => string;
  /** Milliseconds since 1970, the same for all of one step. */
  readonly now: number;
  /** 0 up to but not 1. */
  readonly random: () => number;
}

export interface TemplateFunction {
  /** Fewest and most arguments. */
  readonly takes: readonly [number, number];
  readonly gives: ValueType;
  /** Undefined for arguments that cannot be meant. */
  readonly call: (given: readonly unknown[], sources: TemplateSources) => unknown;
}

/** The functions of templates, by name. A map, so that no name reaches what objects inherit. */
export const templateFunctions: ReadonlyMap<string, TemplateFunction> = new Map<
  string,
  TemplateFunction
>([
  ['uuid', { takes: [0, 0], gives: 'text', call: (_, { uuid }) => uuid() }],
  [
    'now',
    { takes: [0, 1], gives: 'text', call: ([by], { now }) => shifted(now, by)?.toISOString() },
  ],
  [
    'date',
    {
      takes: [0, 1],
      gives: 'text',
      call: ([by], { now }) => shifted(now, by)?.toISOString().slice(0, 10),
    },
  ],
  [
    'timestamp',
    { takes: [0, 1], gives: 'number', call: ([by], { now }) => shifted(now, by)?.getTime() },
  ],
  [
    'random',
    { takes: [0, 2], gives: 'number', call: (given, { random }) => between(given, random) },
  ],
  [
    'base64',
    { takes: [1, 20], gives: 'text', call: (given) => base64(given.map(textOf).join('')) },
  ],
  [
    'urlencode',
    { takes: [1, 1], gives: 'text', call: ([value]) => encodeURIComponent(textOf(value)) },
  ],
  ['concat', { takes: [1, 20], gives: 'text', call: (given) => given.map(textOf).join('') }],
  ['text', { takes: [1, 1], gives: 'text', call: ([value]) => textOf(value) }],
  ['number', { takes: [1, 1], gives: 'number', call: ([value]) => numberOf(value) }],
  ['json', { takes: [1, 1], gives: 'text', call: ([value]) => JSON.stringify(value) }],
  ['lower', { takes: [1, 1], gives: 'text', call: ([value]) => textOf(value).toLowerCase() }],
  ['upper', { takes: [1, 1], gives: 'text', call: ([value]) => textOf(value).toUpperCase() }],
]);

/** A value in the middle of a text: nothing for null, JSON for lists and objects. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : Number(textOf(value).trim() || Number.NaN);
  return Number.isFinite(number) ? number : undefined;
}

/** `now` moved by `+2h` or `-3d`; undefined where that is no duration. */
function shifted(now: number, by: unknown): Date | undefined {
  if (by === undefined) return new Date(now);
  const [, sign, written] = /^([+-]?)(.+)$/.exec(textOf(by)) ?? [];
  const span = milliseconds(written);
  if (span === null) return undefined;
  return new Date(sign === '-' ? now - span : now + span);
}

/** A whole number from the first argument to the second, both included; 0 to 999,999 without. */
function between(given: readonly unknown[], random: () => number): number | undefined {
  const low = given.length === 2 ? numberOf(given[0]) : 0;
  const high = given.length === 0 ? 999_999 : numberOf(given.at(-1));
  if (low === undefined || high === undefined || high < low) return undefined;
  return Math.floor(low) + Math.floor(random() * (Math.floor(high) - Math.floor(low) + 1));
}
