import type { Catalog } from '../catalog/catalog-types.ts';
import type { Difference } from '../catalog/rules/difference.ts';
import { compareCatalogs } from '../drift/drift.ts';
import { fixApart } from '../drift/fix-apart.ts';

/**
 * Every difference between what a profile owns and what is in a schema that others use as well: objects of
 * others are no difference, but what is attached to our objects is.
 *
 * @param expected what the profile owns, in that schema
 */
export function compareOwned(
  expected: Catalog,
  actual: Catalog,
  schema: string,
): readonly Difference[] {
  return compareCatalogs(expected, withoutForeign(expected, actual), optionsFor(schema));
}

/** Some of these with fixes that leave all else as it is: what is accepted, and what is of others. */
export function fixOwnedApart<Kind extends Difference>(
  expected: Catalog,
  actual: Catalog,
  schema: string,
  chosen: readonly Kind[],
): readonly Kind[] {
  return fixApart(expected, withoutForeign(expected, actual), chosen, optionsFor(schema));
}

const optionsFor = (schema: string) => ({ schemas: [schema], extras: false });

function withoutForeign(expected: Catalog, actual: Catalog): Catalog {
  const needed = new Set(expected.extensions.map(({ name }) => name));
  return {
    ...actual,
    extensions: actual.extensions.filter(({ name }) => needed.has(name)),
    schemas: [],
    collations: [],
  };
}
