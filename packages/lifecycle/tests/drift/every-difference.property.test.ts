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
import { shopSchema } from './shop.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

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
  places = [...pathsIn(compared(shop), [])];
});

/** What the comparison promises to tell everything about. */
function compared({ dependencies: _dependencies, ...catalog }: Catalog): Json {
  return JSON.parse(JSON.stringify(catalog));
}

/** Every value and every list within, but for how things were made. */
function* pathsIn(value: Json, path: Path): Generator<Path> {
  if (['made', 'local', 'concerns'].includes(String(path.at(-1)))) return;
  if (path.length > 1) yield path;
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    yield* pathsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** Another value of the same kind at this place; a part of a list is left out. */
function changedAt(catalog: Catalog, path: Path, seed: number): Json {
  const whole = compared(catalog);
  let parent: Json = whole;
  for (const key of path.slice(0, -1)) parent = (parent as { [key: string]: Json })[key] ?? null;
  const last = path.at(-1) ?? '';
  const old = (parent as { [key: string]: Json })[last];
  if (Array.isArray(parent) && (seed % 2 === 0 || typeof old === 'object')) {
    parent.splice(Number(last), 1);
  } else {
    const owner = { schema: 'shop', name: 'orders', column: 'weight' };
    (parent as { [key: string]: Json })[last] =
      last === 'ownedBy' && old === null ? owner : otherThan(old ?? null, seed);
  }
  return whole;
}

function otherThan(value: Json, seed: number): Json {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return seed % 3 === 0 ? value.slice(1) : `${value}x`;
  if (Array.isArray(value)) return value.slice(1);
  return value === null ? 'x' : null;
}

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
