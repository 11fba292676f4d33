import { formatMicros, type Micros, parseInstant } from '../kernel/instant.ts';
import { isRecord } from '../kernel/is-record.ts';
import { visibleName } from '../kernel/name.ts';
import { stages } from './stages.ts';
import { maxNameLength } from './types.ts';

/**
 * What is corrected in a leniently imported file, so that it matches the contract. Whoever imports it is
 * told beforehand.
 *
 * - `backward`: an event that moves back, or does not move at all, is left out; no count depends on it
 * - `instant`: an instant was a number counted from 1970, or a date without a time
 * - `no_history`: a type has no history
 * - `missing_stages`: stages that are not named hold nothing
 * - `name`: a name has control characters, or nothing that can be seen
 */
export const importNotes = ['backward', 'instant', 'no_history', 'missing_stages', 'name'] as const;

export type ImportNote = (typeof importNotes)[number];

/** A value as the contract has it, and what was done for that. It may still be wrong. */
export interface Mended<Value> {
  readonly value: Value;
  readonly notes: readonly ImportNote[];
}

/** An event with its instant in ISO 8601. */
export function mendEvent(value: unknown): Mended<unknown> {
  if (!isRecord(value)) return { value, notes: [] };
  const at = readInstant(value.created_at);
  if (at === null) return { value, notes: [] };
  return { value: { ...value, created_at: formatMicros(at) }, notes: ['instant'] };
}

/** A type, its events apart, with a name that can be seen, every stage and a history. */
export function mendType(
  value: Readonly<Record<string, unknown>>,
): Mended<Record<string, unknown>> {
  const { name, stage_counts: counts = [], history } = value;
  const notes: ImportNote[] = [];
  const mended: Record<string, unknown> = { ...value };
  if (typeof name === 'string') {
    mended.name = visibleName(name, maxNameLength);
    if (mended.name !== name.trim()) notes.push('name');
  }
  if (Array.isArray(counts)) {
    const missing = missingStages(counts).map((stage) => ({ stage, count: 0 }));
    if (missing.length > 0) {
      mended.stage_counts = [...counts, ...missing];
      notes.push('missing_stages');
    }
  }
  if (history === undefined) {
    mended.history = [];
    notes.push('no_history');
  }
  return { value: mended, notes };
}

function missingStages(counts: readonly unknown[]) {
  const named = new Set(counts.map((one) => (isRecord(one) ? one.stage : undefined)));
  return stages.filter((stage) => !named.has(stage));
}

/** Below these a number counts seconds, or milliseconds: 100,000,000,000 s are the year 5138. */
const endOfSeconds = 1e11;
const endOfMillis = 1e14;

/**
 * Reads an instant that is not an ISO 8601 date and time: seconds, milliseconds or microseconds since 1970,
 * or a date, which means midnight UTC of that day. A text counts as such a number from nine digits on:
 * eight digits are a date, `20260131`.
 */
function readInstant(written: unknown): Micros | null {
  const date = typeof written === 'string' && /^(\d{4})(-?)(\d\d)\2(\d\d)$/.exec(written);
  if (date) return parseInstant(`${date[1]}-${date[3]}-${date[4]}T00:00Z`);
  const isNumeric = typeof written === 'string' && /^-?\d{9,17}(\.\d+)?$/.test(written);
  if (typeof written !== 'number' && !isNumeric) return null;
  const number = Number(written);
  const size = Math.abs(number);
  const scale = size < endOfSeconds ? 1_000_000 : size < endOfMillis ? 1000 : 1;
  const at = Math.round(number * scale);
  return isWritable(at) ? at : null;
}

/** The last instant that a `Date` can be. */
const lastOfDates: Micros = 8.64e18;

/** Whether it is in the years that the contract's form has. */
function isWritable(at: Micros): boolean {
  return Math.abs(at) <= lastOfDates && parseInstant(formatMicros(at)) === at;
}
