import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MigrationsFolder, makeMigrationsFolder } from './migrations-folder.ts';

const name = '20260101000000_shop_fill_goods';

let database: TestDatabase;
let folder: MigrationsFolder;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await makeMigrationsFolder();
});

afterEach(async () => {
  await database.drop();
  await folder.remove();
});

const up = (inDoubt?: 'done' | 'again') =>
  migrateUp(database.db, { folder: folder.path, ...(inDoubt && { inDoubt }) });
const rows = async (sql: string) => (await database.db.raw(sql)).rows;

test('after a failure it goes on where it stopped, with what was already counted', async () => {
  // A backfill in batches that ends when nothing is left; the third batch fails once.
  await folder.writeText(
    name,
    `export const config = { transaction: false };
     export async function up(knex) {
       await knex.raw('CREATE TABLE goods (id int, batch int)');
       await knex.raw('CREATE TABLE obstacle (id int)');
       await knex.raw('INSERT INTO goods (id) SELECT generate_series(1, 50)');
       for (let batch = 1; ; batch += 1) {
         const { rowCount } = await knex.raw(
           'UPDATE goods SET batch = ? / (CASE WHEN ? = 3 THEN (SELECT count(*) FROM obstacle) ELSE 1 END) WHERE id IN (SELECT id FROM goods WHERE batch IS NULL ORDER BY id LIMIT 20)',
           [batch, batch]);
         if (rowCount === 0) break;
       }
     }
     export async function down(knex) { await knex.raw('DROP TABLE goods, obstacle'); }`,
  );
  await expect(up()).rejects.toThrow('division by zero');
  const halfway = await migrationStatus(database.db, { folder: folder.path });
  expect(halfway).toMatchObject({
    revision: null,
    pending: [name],
    interrupted: { name, outcome: 'failed', transactional: false },
    // A loop that the database's answers end is not followed further than one batch that finds nothing.
    interruptedProgress: {
      done: 5,
      known: 6,
      next: { number: 6, sql: expect.stringContaining('UPDATE goods SET batch') },
    },
  });
  await database.db.raw('INSERT INTO obstacle VALUES (1)');
  expect((await up()).changed).toEqual([name]);
  expect(
    await rows('SELECT batch, count(*)::int FROM goods GROUP BY batch ORDER BY batch'),
  ).toEqual([
    { batch: 1, count: 20 },
    { batch: 2, count: 20 },
    { batch: 3, count: 10 },
  ]);
});

test('a unique index that could not be built is cleared away and built again', async () => {
  await folder.write(
    name,
    [
      'CREATE TABLE goods (id int)',
      'INSERT INTO goods VALUES (1), (1)',
      'CREATE UNIQUE INDEX CONCURRENTLY goods_id_key ON goods (id)',
    ],
    ['DROP TABLE goods'],
    true,
  );
  await expect(up()).rejects.toThrow('could not create unique index');
  expect(await rows('SELECT indisvalid FROM pg_index WHERE NOT indisvalid')).toHaveLength(1);
  await database.db.raw('DELETE FROM goods WHERE ctid = (SELECT min(ctid) FROM goods)');
  await up();
  expect(
    await rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'goods_id_key'::regclass"),
  ).toEqual([{ indisvalid: true }]);
});

test('a file that was edited behind what is done is gone on with', async () => {
  const create = 'CREATE TABLE goods (id int)';
  await folder.write(name, [create, 'INSERT INTO goods SELECT 1 / 0'], [], true);
  await expect(up()).rejects.toThrow('division by zero');
  await folder.write(name, [create, 'INSERT INTO goods SELECT 1 / 1'], [], true);
  const status = await migrationStatus(database.db, { folder: folder.path });
  // Of another text nobody can say what it would have sent.
  expect(status.interruptedProgress).toEqual({
    done: 1,
    known: 1,
    next: { number: 2, sql: null },
  });
  expect(status.nextStep?.code).toBe('ERR_MIGRATION_HALF_DONE');
  await up();
  expect(await rows('SELECT id FROM goods')).toEqual([{ id: 1 }]);
  expect(await migrationStatus(database.db, { folder: folder.path })).toMatchObject({
    mismatches: [],
    nextStep: null,
  });
});

test('one that was edited in what is done is refused, and taken back by its new text', async () => {
  const failing = ['CREATE TABLE goods (id int)', 'INSERT INTO goods SELECT 1 / 0'];
  await folder.write(name, failing, ['DROP TABLE goods'], true);
  await expect(up()).rejects.toThrow('division by zero');
  await folder.write(name, ['CREATE TABLE goods (id bigint)'], ['DROP TABLE goods'], true);
  await expect(up()).rejects.toMatchObject({ code: 'ERR_MIGRATION_HALF_EDITED', params: { name } });
  await migrateDown(database.db, { folder: folder.path, to: null });
  await up();
  expect(
    await rows(
      "SELECT format_type(atttypid, NULL) AS type FROM pg_attribute WHERE attrelid = 'goods'::regclass AND attname = 'id'",
    ),
  ).toEqual([{ type: 'bigint' }]);
});

test('half an index is cleared away also when the file wants another one, or none', async () => {
  const filled = ['CREATE TABLE goods (id int)', 'INSERT INTO goods VALUES (1), (1)'];
  const unique = 'CREATE UNIQUE INDEX CONCURRENTLY goods_id_key ON goods (id)';
  const left =
    "SELECT relname AS name, indisvalid AS valid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indrelid = 'goods'::regclass";
  await folder.write(name, [...filled, unique], ['DROP TABLE goods'], true);
  await expect(up()).rejects.toThrow('could not create unique index');
  await folder.write(
    name,
    [...filled, 'CREATE INDEX CONCURRENTLY goods_id ON goods (id)'],
    ['DROP TABLE goods'],
    true,
  );
  await up();
  expect(await rows(left)).toEqual([{ name: 'goods_id', valid: true }]);
  await migrateDown(database.db, { folder: folder.path, to: null });

  await folder.write(name, [...filled, unique], ['DROP TABLE goods'], true);
  await expect(up()).rejects.toThrow('could not create unique index');
  await folder.write(name, filled, ['DROP TABLE goods'], true);
  await up();
  expect(await rows(left)).toEqual([]);
});

test('what nobody can know is asked, and the answer is taken', async () => {
  await folder.write(name, ['CREATE TABLE log (at timestamptz)'], ['DROP TABLE log'], true);
  await folder.writeText(
    name,
    `export const config = { transaction: false };
     export async function up(knex) {
       await knex.raw('CREATE TABLE log (id int)');
       await knex.raw('CREATE INDEX CONCURRENTLY ON log (id)');
     }
     export async function down(knex) { await knex.raw('DROP TABLE log'); }`,
  );
  await up();
  // As a runner leaves it that was killed in the nameless index.
  await database.db.raw('DELETE FROM lifecycle.schema_migrations');
  await database.db.raw(
    'UPDATE lifecycle.migration_attempts SET outcome = NULL, finished_at = NULL',
  );
  await database.db.raw(
    'UPDATE lifecycle.attempt_statements SET finished_at = NULL WHERE position = 1',
  );
  await expect(up()).rejects.toMatchObject({
    code: 'ERR_MIGRATION_IN_DOUBT',
    params: { name, statement: 2 },
  });
  await up('done');
  const indexes = "SELECT count(*)::int FROM pg_index WHERE indrelid = 'log'::regclass";
  expect(await rows(indexes)).toEqual([{ count: 1 }]);
  expect((await migrationStatus(database.db, { folder: folder.path })).pending).toEqual([]);
});
