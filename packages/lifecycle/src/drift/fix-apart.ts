import type { Catalog } from '../catalog/catalog-types.ts';
import type { Difference } from '../catalog/rules/difference.ts';
import { type CompareOptions, compareCatalogs } from './drift.ts';
import { endState } from './end-state.ts';

/**
 * The chosen differences with fixes that change nothing else: whatever depends on what they change is
 * carried along, whether it is accepted, extra, or belongs to others. A difference that cannot be fixed
 * without another one that was not chosen gets no fix.
 */
export function fixApart<Kind extends Difference>(
  expected: Catalog,
  actual: Catalog,
  chosen: readonly Kind[],
  options: CompareOptions,
): readonly Kind[] {
  const fixes = fixesAlone(expected, actual, chosen, options);
  return chosen.map((each) => ({ ...each, fix: fixes.get(keyOf(each)) ?? null }));
}

function fixesAlone(
  expected: Catalog,
  actual: Catalog,
  chosen: readonly Difference[],
  options: CompareOptions,
): ReadonlyMap<string, Difference['fix']> {
  const fixable = chosen.filter(({ fix }) => fix !== null);
  const found = compareCatalogs(endState(expected, actual, fixable), actual, options);
  const wanted = new Set(fixable.map(keyOf));
  const there = new Set(found.map(keyOf));
  const others = found.filter((each) => !wanted.has(keyOf(each)));
  const alone = fixable.filter((each) => there.has(keyOf(each)));
  if (others.length === 0 && alone.length === fixable.length) {
    return new Map(found.map((each) => [keyOf(each), each.fix]));
  }
  const blamed = new Set(others.map(objectOf));
  const rest = alone.filter((each) => !blamed.has(objectOf(each)));
  return rest.length < fixable.length
    ? fixesAlone(expected, actual, rest, options)
    : new Map<string, null>();
}

const keyOf = ({ object, expected, actual }: Difference): string =>
  JSON.stringify([object, expected, actual]);
const objectOf = ({ object: { schema, name } }: Difference): string =>
  JSON.stringify([schema, name]);
