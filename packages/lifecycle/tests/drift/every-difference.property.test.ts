import { isDeepStrictEqual } from 'node:util';
import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import type { Catalog } from '@atelier/lifecycle/catalog/catalog-types.ts';
import { compareCatalogs } from '@atelier/lifecycle/drift/drift.ts';
import { planFix } from '@atelier/lifecycle/drift/fix/write-fix.ts';
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
  places = [...pathsIn(compared(shop))];
});

proof('differences-between-catalogs', { short: 500, long: 30_000 }, ({ rounds, seed, passed }) => {
  test('no difference is dropped in silence', () => {
    fc.assert(
      fc.property(
        fc.nat().map((at) => places[at % places.length] ?? []),
        fc.nat(),
        (path, kind) => {
          passed();
          const other = changedAt(shop, path, kind);
          const catalog = { ...(other as unknown as Catalog), dependencies: shop.dependencies };
          if (path[0] === 'schemas' || path.length < 2) return;
          const equal = isDeepStrictEqual(other, compared(shop));
          const there = compareCatalogs(shop, catalog, { schemas });
          expect(there.length === 0, path.join('.')).toBe(equal);
        },
      ),
      { numRuns: rounds, seed },
    );
  });
});

test('equal catalogs have no difference, and nothing to fix', () => {
  const again = compareCatalogs(shop, structuredClone(shop), { schemas });
  expect(again).toEqual([]);
  expect(planFix(again)).toEqual([]);
});
