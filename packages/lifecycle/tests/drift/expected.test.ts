import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '@atelier/db/kernel/connection.ts';
import { findDrift } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MigrationsFolder, shopMigrations } from './shop.ts';

// What is expected is built in a scratch database. A role that may make none shows whether one was.
const role = `drift_${process.pid}`;
let database: TestDatabase;
let migrations: MigrationsFolder;
let db: ReturnType<typeof connect>;

beforeAll(async () => {
  migrations = await shopMigrations();
  database = await createTestDatabase({ empty: true });
  const address = new URL(database.connectionString);
  await database.db.raw(`CREATE ROLE ${role} LOGIN CREATEDB PASSWORD 'secret'`);
  await database.db.raw(`GRANT CREATE ON DATABASE ${address.pathname.slice(1)} TO ${role}`);
  address.username = role;
  address.password = 'secret';
  db = connect({ connectionString: address.href, poolSize: 4 });
  await migrateUp(db, { folder: migrations.folder });
});
afterAll(async () => {
  await db.destroy();
  await database.db.raw(`DROP OWNED BY ${role} CASCADE`);
  await database.db.raw(`DROP ROLE ${role}`);
  await database.drop();
  await migrations.remove();
});

const find = async (onProgress: (step: string) => void = () => {}) => {
  const { differences } = await findDrift(db, { folder: migrations.folder, onProgress });
  return differences.map(({ class: kind, object }) => [kind, object.part]);
};

const forbidScratch = () => database.db.raw(`ALTER ROLE ${role} NOCREATEDB`);
const allowScratch = () => database.db.raw(`ALTER ROLE ${role} CREATEDB`);
const denied = { code: 'ERR_SCRATCH_DENIED' };

test('what is expected is built once, and anew when the migrations are others', async () => {
  expect(await find()).toEqual([]);
  await forbidScratch();
  expect(await find()).toEqual([]);

  await migrations.write(
    '20260102000000_shop_by_migration',
    `export const up = (knex) => knex.raw('ALTER TABLE shop.parcels ADD COLUMN by_migration integer');
     export const down = (knex) => knex.raw('ALTER TABLE shop.parcels DROP COLUMN by_migration');\n`,
  );
  // Nobody applied it yet: nothing else is expected.
  expect(await find()).toEqual([]);
  await migrateUp(db, { folder: migrations.folder });
  await expect(find()).rejects.toMatchObject(denied);
  await allowScratch();
  expect(await find()).toEqual([]);
});

test('what could not be built is tried again', async () => {
  const name = '20260109000000_shop_impossible';
  await migrations.write(
    name,
    `export const up = (knex) => knex.raw('ALTER TABLE shop.nowhere ADD COLUMN a integer');
     export const down = () => {};\n`,
  );
  const models = [{ tableName: 'shop.orders', idColumn: 'id', columns: {} }];
  const report = () => findDrift(db, { folder: migrations.folder, models });
  expect((await report()).notBuilt).toMatchObject({ name });
  await forbidScratch();
  await expect(report()).rejects.toMatchObject(denied);
  await allowScratch();
  await rm(join(migrations.folder, `${name}.js`));
});

test('another setting of the role is another expectation', async () => {
  expect(await find()).toEqual([]);
  await forbidScratch();
  await database.db.raw(`ALTER ROLE ${role} SET default_toast_compression = 'pglz'`);
  await expect(find()).rejects.toMatchObject(denied);
  await allowScratch();
  expect(await find()).toEqual([]);
});

test('what differs is found in what was built before, and its fix is tried in a copy', async () => {
  expect(await find()).toEqual([]);
  await db.raw('ALTER TABLE shop.orders ADD COLUMN by_hand integer');
  const steps: string[] = [];
  expect(await find((step) => steps.push(step))).toEqual([['extra', 'by_hand']]);
  // Once with what was remembered, and once with what was built.
  expect(steps).toEqual(['building', 'comparing', 'comparing']);
  await forbidScratch();
  await expect(find()).rejects.toMatchObject(denied);
  await allowScratch();
});
