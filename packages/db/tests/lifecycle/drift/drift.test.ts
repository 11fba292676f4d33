import { readCatalog } from '@atelier/db/lifecycle/catalog/catalog.ts';
import type { Catalog } from '@atelier/db/lifecycle/catalog/catalog-types.ts';
import { compareCatalogs } from '@atelier/db/lifecycle/drift/drift.ts';
import { findDrift } from '@atelier/db/lifecycle/drift/find-drift.ts';
import { writeMend } from '@atelier/db/lifecycle/drift/write-mend.ts';
import { tableFingerprints } from '@atelier/db/lifecycle/fingerprints.ts';
import { migrateDown, migrateUp } from '@atelier/db/lifecycle/migrator.ts';
import { driftClasses } from '@atelier/domain/lifecycle/drift/difference.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlantedDrift } from './planted-drift.ts';
import { plantedDrifts } from './planted-drifts.ts';
import { type MigrationsFolder, runPlain, shopMigrations, shopRows } from './shop.ts';

const schemas = ['shop'];
let database: TestDatabase;
let migrations: MigrationsFolder;
let revision: string;
let version: number;
/** As the migrations build it. */
let whole: Catalog;

beforeAll(async () => {
  migrations = await shopMigrations();
  database = await freshShop();
  whole = await readCatalog(database.db);
  const { rows } = await database.db.raw('SHOW server_version_num');
  version = Math.floor(Number(rows[0].server_version_num) / 10_000);
});
afterAll(async () => {
  await database?.drop();
  await migrations?.remove();
});

async function freshShop(): Promise<TestDatabase> {
  const fresh = await createTestDatabase({ empty: true });
  const report = await migrateUp(fresh.db, { folder: migrations.folder });
  revision = report.revision ?? '';
  await fresh.db.raw(shopRows);
  return fresh;
}

const find = async () => (await findDrift(database.db, { folder: migrations.folder })).differences;
const driftFrom = async (expected: Catalog) =>
  compareCatalogs(expected, await readCatalog(database.db), { schemas });

test('a database as its migrations build it has no drift', async () => {
  expect(await find()).toEqual([]);
});

// Each drift is planted in the database that the one before it left mended, and its mend stays among the
// migrations, which are also run on a database that never had the drift: the shadow of `findDrift`.
test.each(plantedDrifts.map((drift, place) => ({ ...drift, place })))('$what', async (drift) => {
  const { place, from = 0 } = drift;
  if (version < from) {
    console.warn(`not covered on PostgreSQL ${version}: ${drift.what}`);
    return;
  }
  try {
    await mendAndBack(drift, `20260102${String(place).padStart(6, '0')}_shop_mend`);
  } catch (error) {
    // The next one begins with a whole database.
    await database.drop();
    migrations = await shopMigrations();
    database = await freshShop();
    throw error;
  }
});

async function mendAndBack(drift: PlantedDrift, name: string): Promise<void> {
  const { db } = database;
  await plant(drift);
  const differences = await driftFrom(whole);
  const found = differences.map(({ class: kind, object }) => [kind, object.part ?? object.name]);
  expect(found.toSorted()).toEqual(drift.found.map((each) => [...each]).toSorted());

  const planted = await readCatalog(db);
  const rows = await rowHashes();
  await migrations.write(name, writeMend(differences, name));
  await migrateUp(db, { folder: migrations.folder });
  expect(await find()).toEqual([]);

  if (drift.irreversible) {
    await expect(migrateDown(db, { folder: migrations.folder, to: revision })).rejects.toThrow(
      'There is no way back from',
    );
  } else {
    await migrateDown(db, { folder: migrations.folder, to: revision });
    // Nobody wants an invalid index back.
    const left = differences.some((each) => each.class === 'invalid-index') ? ['index'] : [];
    expect((await driftFrom(planted)).map((each) => each.class)).toEqual(left);
    expect(await rowHashes()).toEqual(rows);
    await migrateUp(db, { folder: migrations.folder });
    expect(await driftFrom(whole)).toEqual([]);
  }
  revision = name;
}

async function plant({ plant: statements, failing = false }: PlantedDrift): Promise<void> {
  const failures: unknown[] = [];
  const onFailure = failing ? (error: unknown) => failures.push(error) : undefined;
  await runPlain(database.connectionString, statements, onFailure);
  expect(failures).toHaveLength(failing ? 1 : 0);
}

const rowHashes = async () =>
  (await tableFingerprints(database.db)).filter(({ schema }) => schema === 'shop');

test('every class was planted', () => {
  const planted = new Set(plantedDrifts.flatMap(({ found }) => found.map(([kind]) => kind)));
  expect([...driftClasses].filter((kind) => !planted.has(kind))).toEqual([]);
});
