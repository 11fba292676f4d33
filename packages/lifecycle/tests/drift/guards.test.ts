import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import type { Catalog } from '@atelier/lifecycle/catalog/catalog-types.ts';
import { compareCatalogs } from '@atelier/lifecycle/drift/drift.ts';
import { writeFix } from '@atelier/lifecycle/drift/fix/write-fix.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MigrationsFolder, shopMigrations, shopRows } from './shop.ts';

let database: TestDatabase;
let migrations: MigrationsFolder;
let whole: Catalog;

beforeEach(async () => {
  migrations = await shopMigrations();
  database = await createTestDatabase({ empty: true });
  await migrateUp(database.db, { folder: migrations.folder });
  await database.db.raw(shopRows);
  whole = await readCatalog(database.db);
});
afterEach(async () => {
  await database.drop();
  await migrations.remove();
});

// What a fix would destroy: it refuses, and everything is as it was.
test.each([
  ['rows of a table', 'CREATE TABLE shop.old AS SELECT 1 AS id', 'holds rows'],
  [
    'values of a column',
    "ALTER TABLE shop.orders ADD COLUMN kept text; UPDATE shop.orders SET kept = 'x' WHERE weight = 1",
    'holds values',
  ],
  [
    'values other than the default',
    'ALTER TABLE shop.orders ADD COLUMN rank integer NOT NULL DEFAULT 3; UPDATE shop.orders SET rank = 4 WHERE weight = 1',
    'holds values',
  ],
  [
    'the end of a text',
    "ALTER TABLE shop.customers ALTER COLUMN email TYPE text; UPDATE shop.customers SET email = repeat('x', 201) WHERE id = 1",
    'cannot keep',
  ],
  [
    'digits behind the point',
    'ALTER TABLE shop.orders ALTER COLUMN number TYPE numeric; UPDATE shop.orders SET number = 1.5 WHERE weight = 1',
    'cannot keep',
  ],
  [
    'the order of keys in json',
    `ALTER TABLE shop.customers ALTER COLUMN settings TYPE json; INSERT INTO shop.customers (name, settings) VALUES ('C', '{"b":1,"a":1,"a":2}')`,
    'cannot keep',
  ],
  [
    'values that are not the computed ones',
    'ALTER TABLE shop.orders ALTER COLUMN gross DROP EXPRESSION; UPDATE shop.orders SET gross = 0',
    'holds other values',
  ],
  [
    'the place of a sequence',
    "CREATE SEQUENCE shop.used; SELECT nextval('shop.used')",
    'has given out',
  ],
])('a fix that would lose %s is refused', async (_what, plant, refusal) => {
  const { db } = database;
  await db.raw(plant);
  const planted = await readCatalog(db);
  const rows = await shopHashes();
  const differences = compareCatalogs(whole, planted, { schemas: ['shop'] });
  const name = '20260102000000_shop_fix';
  await migrations.write(name, writeFix(differences, name));
  await expect(migrateUp(db, { folder: migrations.folder })).rejects.toThrow(refusal);
  expect(compareCatalogs(planted, await readCatalog(db), { schemas: ['shop'] })).toEqual([]);
  expect(await shopHashes()).toEqual(rows);
});

test('columns that hold only their default go, and come back', async () => {
  const { db } = database;
  await db.raw("ALTER TABLE shop.orders ADD COLUMN rank text NOT NULL DEFAULT 'it''s'");
  const differences = compareCatalogs(whole, await readCatalog(db), { schemas: ['shop'] });
  const name = '20260102000000_shop_fix';
  await migrations.write(name, writeFix(differences, name));
  await migrateUp(db, { folder: migrations.folder });
  expect(compareCatalogs(whole, await readCatalog(db), { schemas: ['shop'] })).toEqual([]);
});

const shopHashes = async () =>
  (await tableFingerprints(database.db)).filter(({ schema }) => schema === 'shop');
