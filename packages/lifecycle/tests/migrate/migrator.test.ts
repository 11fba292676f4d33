import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDown, migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

const first = '20260101000000_shop_create_tables';
const second = '20260102000000_shop_add_prices';
const third = '20260103000000_shop_add_stock';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await mkdtemp(join(tmpdir(), 'atelier-migrations-'));
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const write = (name: string, up: string, down = 'SELECT 1') =>
  writeFile(
    join(folder, `${name}.js`),
    `export async function up(knex) { await knex.raw(${JSON.stringify(up)}); }
     export async function down(knex) { await knex.raw(${JSON.stringify(down)}); }\n`,
  );
const remove = (name: string) => rm(join(folder, `${name}.js`));
const up = () => migrateUp(database.db, { folder });
const exists = async (table: string): Promise<boolean> => {
  const { rows } = await database.db.raw('SELECT to_regclass(?) IS NOT NULL AS exists', [table]);
  return rows[0].exists;
};

test('what fails is rolled back whole, and what came before it stays', async () => {
  await write(first, 'CREATE TABLE goods (id int)');
  await write(second, 'CREATE TABLE prices (id int); SELECT 1 / 0');
  await expect(up()).rejects.toMatchObject({
    code: 'ERR_MIGRATION_FAILED',
    message: 'A migration failed. PostgreSQL says: division by zero',
    params: { name: second, sqlState: '22012' },
  });
  expect([await exists('goods'), await exists('prices')]).toEqual([true, false]);
  expect(await migrationStatus(database.db, { folder })).toMatchObject({
    revision: first,
    pending: [second],
  });
  await remove(second);
  await write(third, 'CREATE TABLE stock (id int)');
  expect((await up()).changed).toEqual([third]);
});

test('an applied file that was edited is refused, and nothing runs', async () => {
  await write(first, 'CREATE TABLE goods (id int)');
  await up();
  await write(first, 'CREATE TABLE goods (id bigint)');
  await write(second, 'CREATE TABLE prices (id int)');
  const refusal = { code: 'ERR_MIGRATION_EDITED', params: { name: first } };
  await expect(up()).rejects.toMatchObject(refusal);
  await expect(migrateDown(database.db, { folder, to: null })).rejects.toMatchObject(refusal);
  const { mismatches } = await migrationStatus(database.db, { folder });
  expect(mismatches).toEqual([{ kind: 'edited', name: first }]);
  expect(await exists('prices')).toBe(false);
});

test('the line endings of a file do not count', async () => {
  await writeFile(join(folder, `${first}.js`), 'export async function up() {}\n');
  await up();
  await writeFile(join(folder, `${first}.js`), 'export async function up() {}\r\n');
  expect((await up()).changed).toEqual([]);
});

test('an applied migration without its file is refused', async () => {
  await write(first, 'CREATE TABLE goods (id int)');
  await write(second, 'CREATE TABLE prices (id int)');
  await up();
  await remove(second);
  await expect(up()).rejects.toMatchObject({
    code: 'ERR_MIGRATION_MISSING',
    params: { name: second },
  });
});

test('a file that comes before an applied one is refused', async () => {
  await write(first, 'CREATE TABLE goods (id int)');
  await write(third, 'CREATE TABLE stock (id int)');
  await up();
  await write(second, 'CREATE TABLE prices (id int)');
  await expect(up()).rejects.toMatchObject({
    code: 'ERR_MIGRATION_OUT_OF_ORDER',
    params: { name: second, newest: third },
  });
  expect(await exists('prices')).toBe(false);
});

test('back goes to a revision that is applied, and to no other', async () => {
  await write(first, 'CREATE TABLE goods (id int)', 'DROP TABLE goods');
  await write(second, 'CREATE TABLE prices (id int)', 'DROP TABLE prices');
  await up();
  await expect(migrateDown(database.db, { folder, to: third })).rejects.toMatchObject({
    code: 'ERR_MIGRATION_UNKNOWN',
  });
  const back = await migrateDown(database.db, { folder, to: first });
  expect(back).toEqual({ changed: [second], revision: first });
  expect([await exists('goods'), await exists('prices')]).toEqual([true, false]);
});

test('a file with a name that says nothing is refused', async () => {
  await writeFile(join(folder, '1_add.js'), 'export async function up() {}');
  await expect(up()).rejects.toThrow('is not named');
});

test('the status of an empty database makes nothing in it', async () => {
  await write(first, 'CREATE TABLE goods (id int)');
  const status = await migrationStatus(database.db, { folder });
  expect(status).toEqual({
    revision: null,
    applied: [],
    pending: [first],
    mismatches: [],
    attempts: [],
    interrupted: null,
    interruptedProgress: null,
    nextStep: null,
    runner: null,
  });
  expect(await exists('lifecycle.schema_migrations')).toBe(false);
});

test('a byte order mark and line endings of another system are no edit', async () => {
  await write(first, 'CREATE TABLE goods (id int)', 'DROP TABLE goods');
  await write(second, 'CREATE TABLE prices (id int)', 'DROP TABLE prices');
  const path = join(folder, `${first}.js`);
  const text = await readFile(path, 'utf8');
  await migrateUp(database.db, { folder, to: first });
  await writeFile(path, `\uFEFF${text.replaceAll('\n', '\r\n')}`);
  const asEdited = join(folder, `${second}.js`);
  await writeFile(asEdited, `\uFEFF${await readFile(asEdited, 'utf8')}`);
  expect((await migrationStatus(database.db, { folder })).mismatches).toEqual([]);
  expect((await up()).changed).toEqual([second]);
  await writeFile(path, text);
  expect((await migrationStatus(database.db, { folder })).mismatches).toEqual([]);
  await migrateDown(database.db, { folder, to: null });
  expect([await exists('goods'), await exists('prices')]).toEqual([false, false]);
});

test('a file in another encoding is refused by name, and nothing runs', async () => {
  await write(first, 'CREATE TABLE goods (id int)');
  const path = join(folder, `${second}.js`);
  await writeFile(path, '\uFEFFexport async function up() {}', 'utf16le');
  await expect(up()).rejects.toMatchObject({
    code: 'ERR_FILE_ENCODING',
    params: { path, encoding: 'UTF-16' },
  });
  expect(await exists('goods')).toBe(false);
});
