import { isDeepStrictEqual } from 'node:util';
import type { Difference, DriftClass, DriftObject } from '../../catalog/rules/difference.ts';
import { canonicalText } from '../canonical-text.ts';
import { type Change, fixBy, type Transition } from '../fix/transition.ts';

/** What a comparison found, with the transition from what stands to what is expected. */
export interface Collector {
  readonly transition: Transition;
  readonly differences: Difference[];
}

interface Found {
  readonly class: DriftClass;
  readonly object: DriftObject;
  readonly expected: string | null;
  readonly actual: string | null;
  /** See probe.ts. */
  readonly stands: string;
  readonly change: Change;
  /** See {@link Difference}. */
  readonly fields?: readonly string[];
}

export function note({ transition, differences }: Collector, found: Found): void {
  const { stands, change, ...difference } = found;
  differences.push({ ...difference, fix: fixBy(transition, stands, change) });
}

/** Objects by their key, each with its counterpart; what is expected first, in its order. */
export function pairs<Kind>(
  expected: readonly Kind[],
  actual: readonly Kind[],
  key: (each: Kind) => string,
): readonly (readonly [expected: Kind | undefined, actual: Kind | undefined])[] {
  const actualByKey = new Map(actual.map((each) => [key(each), each]));
  const expectedKeys = new Set(expected.map(key));
  return [
    ...expected.map((each) => [each, actualByKey.get(key(each))] as const),
    ...actual
      .filter((each) => !expectedKeys.has(key(each)))
      .map((each) => [undefined, each] as const),
  ];
}

/**
 * Compares two objects with `compare`, and notes a difference of the class `other` when they are not equal
 * and it found nothing: so a difference that nobody thought of is reported all the same.
 */
export function comparePair<Kind extends object>(
  collector: Collector,
  object: DriftObject,
  expected: Kind,
  actual: Kind,
  compare: () => void,
): void {
  if (isDeepStrictEqual(expected, actual)) return;
  const [wanted, found] = [comparable(expected), comparable(actual)];
  if (isDeepStrictEqual(wanted, found)) return;
  const before = collector.differences.length;
  compare();
  if (collector.differences.length > before) return;
  const keys = Object.keys({ ...wanted, ...found }).filter(
    (key) => !isDeepStrictEqual(wanted[key], found[key]),
  );
  const pick = (from: Readonly<Record<string, unknown>>): string =>
    keys.map((key) => `${key}: ${JSON.stringify(from[key])}`).join(', ');
  collector.differences.push({
    class: 'other',
    object,
    expected: pick(wanted),
    actual: pick(found),
    fix: null,
    fields: keys,
  });
}

/** Without what only orders or says how to make it again, and with texts as PostgreSQL keeps them. */
function comparable(object: object): Readonly<Record<string, unknown>> {
  const { made, local, ...rest } = object as { made?: unknown; local?: unknown };
  return JSON.parse(JSON.stringify(rest), (_key, value: unknown) =>
    typeof value === 'string' ? canonicalText(value) : value,
  );
}

export const sameName = ({ name }: { readonly name: string }): string => name;

export const qualifiedName = ({ schema, name }: { schema: string; name: string }): string =>
  JSON.stringify([schema, name]);
