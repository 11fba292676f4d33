import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import type { Difference } from '@atelier/lifecycle/catalog/rules/difference.ts';
import { compareCatalogs } from '@atelier/lifecycle/drift/drift.ts';
import { tryFixes } from '@atelier/lifecycle/drift/try-fixes.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

const options = { schemas: ['shop'] };

let shadow: TestDatabase;
let real: TestDatabase;
beforeAll(async () => {
  shadow = await createTestDatabase({ empty: true, poolSize: 2 });
  real = await createTestDatabase({ empty: true, poolSize: 2 });
  await shadow.db.raw('CREATE SCHEMA shop; CREATE TABLE shop.goods (id int, name text, price int)');
  await real.db.raw('CREATE SCHEMA shop; CREATE TABLE shop.goods (id int, name varchar(9))');
});
afterAll(async () => {
  await shadow.drop();
  await real.drop();
});

/** The fix of the difference in this column, with another statement in its stead. */
const bent = (differences: readonly Difference[], column: string, sql: string) =>
  differences.map((each) =>
    each.object.part === column && each.fix !== null
      ? { ...each, fix: { ...each.fix, up: each.fix.up.map((step) => ({ ...step, sql })) } }
      : each,
  );

test('a fix that fails on a copy of what stands is not offered, and the others are', async () => {
  const [holds, actual] = [await readCatalog(shadow.db), await readCatalog(real.db)];
  const differences = compareCatalogs(holds, actual, options);
  const trial = { shadow: shadow.db, holds, actual };
  const fixed = async (all: readonly Difference[]) =>
    (await tryFixes(trial, all, options)).map(({ object, fix }) => [object.part, fix !== null]);

  expect(await fixed(differences)).toEqual([
    ['name', true],
    ['price', true],
  ]);
  // It fails because the column is not there in what stands, though it is in what the migrations build.
  const failing = 'ALTER TABLE shop.goods ALTER price SET NOT NULL';
  expect(await fixed(bent(differences, 'price', failing))).toEqual([
    ['name', true],
    ['price', false],
  ]);
  expect(await fixed(bent(differences, 'name', 'ALTER TABLE shop.none ADD x int'))).toEqual([
    ['name', false],
    ['price', true],
  ]);
  // Nothing of it stays.
  expect(await readCatalog(shadow.db)).toEqual(holds);
});
