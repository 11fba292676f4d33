import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import type { Catalog } from '@atelier/lifecycle/catalog/catalog-types.ts';
import type { Difference } from '@atelier/lifecycle/catalog/rules/difference.ts';
import { compareCatalogs } from '@atelier/lifecycle/drift/drift.ts';
import { endState } from '@atelier/lifecycle/drift/end-state.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { bazaarSchema } from './bazaar.ts';
import { changedAt, compared, type Path, pathsIn } from './mutated-catalog.ts';
import { shopSchema } from './shop.ts';

const schemas = ['shop', 'bazaar'];
let shop: Catalog;
let places: readonly Path[];

beforeAll(async () => {
  const { db, drop } = await createTestDatabase({ empty: true });
  try {
    await db.raw(shopSchema);
    await db.raw(bazaarSchema);
    shop = await readCatalog(db);
  } finally {
    await drop();
  }
  places = [...pathsIn(compared(shop))].filter(
    (path) =>
      path.length > 1 &&
      !['schemas', 'extensions'].includes(String(path[0])) &&
      // Of a column that may be NULL PostgreSQL never says these.
      !['kind', 'notNullValid', 'notNullForHeirs'].includes(String(path.at(-1))),
  );
});

const compare = (expected: Catalog, actual: Catalog) =>
  compareCatalogs(expected, actual, { schemas });
// A column that is added again stands last, which is no difference while it is missing.
const butOrder = (differences: readonly Difference[]) =>
  differences.filter(({ class: kind, object }) => kind !== 'order-only' || object.kind === 'enum');
const keysOf = (differences: readonly Difference[]) =>
  differences
    .map(({ object, expected, actual }) => JSON.stringify([object, expected, actual]))
    .sort();
const objectsOf = (differences: readonly Difference[]) =>
  new Set(differences.map(({ object: { schema, name } }) => `${schema}.${name}`));

const isIn = (catalog: Catalog, path: Path): boolean =>
  path.reduce<unknown>(
    (value, key) => (value as { [key: string]: unknown } | undefined | null)?.[key],
    catalog,
  ) !== undefined;

const changes = fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 });

function drifted(seeds: readonly (readonly [number, number])[]): Catalog {
  return seeds.reduce<Catalog>((catalog, [at, seed]) => {
    const path = places[at % places.length] ?? [];
    // Another change may have taken the place away.
    if (!isIn(catalog, path)) return catalog;
    const other = changedAt(catalog, path, seed) as unknown as Catalog;
    return { ...other, dependencies: shop.dependencies };
  }, shop);
}

proof('end-states', { short: 100, long: 20_000 }, ({ rounds, seed, passed }) => {
  test('all differences put right is what is expected, and none is what stands', () => {
    fc.assert(
      fc.property(changes, (seeds) => {
        passed();
        const actual = drifted(seeds);
        const differences = compare(shop, actual);
        expect(butOrder(compare(shop, endState(shop, actual, differences)))).toEqual([]);
        expect(compare(endState(shop, actual, []), actual)).toEqual([]);
      }),
      { numRuns: rounds, seed },
    );
  });

  test('some put right are those that led there, and the others are left', () => {
    fc.assert(
      fc.property(changes, fc.nat(), (seeds, pick) => {
        const actual = drifted(seeds);
        const differences = compare(shop, actual);
        // Of one object all or none: what differs within it may be one thing to PostgreSQL.
        const objects = [...objectsOf(differences)].filter((_, place) => (pick >> place) % 2 === 1);
        const isChosen = ({ object: { schema, name } }: Difference) =>
          objects.includes(`${schema}.${name}`);
        const end = endState(shop, actual, differences.filter(isChosen));
        expect(keysOf(compare(end, actual))).toEqual(keysOf(differences.filter(isChosen)));
        expect(keysOf(butOrder(compare(shop, end)))).toEqual(
          keysOf(butOrder(differences.filter((each) => !isChosen(each)))),
        );
      }),
      { numRuns: rounds, seed },
    );
  });
});
