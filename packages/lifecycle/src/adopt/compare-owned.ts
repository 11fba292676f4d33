import type { Catalog } from '../catalog/catalog-types.ts';
import type { Difference } from '../catalog/rules/difference.ts';
import { compareCatalogs } from '../drift/drift.ts';

/**
 * Every difference between what a profile owns and what stands in a schema that others use as well:
 * their objects are none, but what hangs on ours is.
 *
 * @param expected what the profile owns, in that schema
 */
export function compareOwned(
  expected: Catalog,
  actual: Catalog,
  schema: string,
): readonly Difference[] {
  const needed = new Set(expected.extensions.map(({ name }) => name));
  return compareCatalogs(
    expected,
    {
      ...actual,
      extensions: actual.extensions.filter(({ name }) => needed.has(name)),
      schemas: [],
      collations: [],
    },
    { schemas: [schema], extras: false },
  );
}
