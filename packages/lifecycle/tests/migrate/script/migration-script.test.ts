import { readCatalog } from '@atelier/lifecycle/catalog/catalog.ts';
import { schemaSql } from '@atelier/lifecycle/catalog/schema-sql.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { migrationScript } from '@atelier/lifecycle/migrate/script/migration-script.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MigrationsFolder, makeMigrationsFolder } from '../migrations-folder.ts';
import { applyScript } from './apply-script.ts';

const first = '20260101000000_shop_create_goods';
const second = '20260102000000_shop_fill_goods';

let byScript: TestDatabase;
let byRunner: TestDatabase;
let folder: MigrationsFolder;

beforeEach(async () => {
  byScript = await createTestDatabase({ empty: true });
  byRunner = await createTestDatabase({ empty: true });
  folder = await makeMigrationsFolder();
});

afterEach(async () => {
  await byScript.drop();
  await byRunner.drop();
  await folder.remove();
});

/** The script for the database as it stands, which must be one. */
async function scriptFor(
  { db }: TestDatabase,
  options: Parameters<typeof migrationScript>[1] = { folder: folder.path },
): Promise<string> {
  const script = await migrationScript(db, options);
  expect(script).toBeDefined();
  return script?.text ?? '';
}

/** Everything but when it was applied, how long it took, and by which way. */
async function ledgerOf({ db }: TestDatabase) {
  const { rows } = await db.raw(
    'SELECT name, checksum FROM lifecycle.schema_migrations ORDER BY name COLLATE "C"',
  );
  return rows;
}

test('all our migrations, applied with psql, give the database that the runner gives', async () => {
  const applied = await applyScript(byScript.connectionString, await scriptFor(byScript, {}));
  expect(applied).toEqual({ ok: true, errors: '' });
  await migrateUp(byRunner.db);
  const schemaOf = async ({ db }: TestDatabase) => schemaSql(await readCatalog(db));
  expect(await schemaOf(byScript)).toBe(await schemaOf(byRunner));
  expect(await ledgerOf(byScript)).toEqual(await ledgerOf(byRunner));
  const rows = async ({ db }: TestDatabase) =>
    (await tableFingerprints(db))
      .filter(({ schema }) => schema !== 'lifecycle')
      // Seeded rows say when they were made, so that their hashes differ.
      .map((table) => ({ schema: table.schema, table: table.table, rows: table.rows }));
  expect(await rows(byScript)).toEqual(await rows(byRunner));
  const { applied: ledger, pending } = await migrationStatus(byScript.db);
  expect(pending).toEqual([]);
  expect(ledger.every(({ origin }) => origin === 'script')).toBe(true);
  // And back again.
  const back = await scriptFor(byScript, { to: null });
  expect(await applyScript(byScript.connectionString, back)).toEqual({ ok: true, errors: '' });
  expect((await migrationStatus(byScript.db)).revision).toBeNull();
});

test('values of every kind arrive as they were sent', async () => {
  await folder.writeText(
    first,
    `export async function up(knex) {
       await knex.raw('CREATE TABLE goods (id int, name text, price numeric, at timestamptz, bytes bytea, facts jsonb, sold boolean)');
       for (const row of [
         [1, "it's a \\\\ 'quoted' $1 \\u{1F3A8} \\n line", '12.50', new Date(0), Buffer.from([0, 255, 92]), { a: ["'", 1] }, true],
         [2, '', -1, null, null, null, false],
       ]) await knex.raw('INSERT INTO goods VALUES (?, ?, ?, ?, ?, ?, ?) -- $body$', row);
       await knex.raw("CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS $$ SELECT $1 * 2 -- ; $$");
     }
     export async function down(knex) { await knex.raw('DROP TABLE goods'); }`,
  );
  const applied = await applyScript(byScript.connectionString, await scriptFor(byScript));
  expect(applied).toEqual({ ok: true, errors: '' });
  await migrateUp(byRunner.db, { folder: folder.path });
  const rows = async ({ db }: TestDatabase) =>
    (await db.raw('SELECT *, twice(id) FROM goods ORDER BY id')).rows;
  expect(await rows(byScript)).toEqual(await rows(byRunner));
});

test('the script refuses any other revision, and leaves it as it is', async () => {
  await folder.write(first, ['CREATE TABLE goods (id int)'], ['DROP TABLE goods']);
  await migrateUp(byScript.db, { folder: folder.path });
  await folder.write(second, ['INSERT INTO goods VALUES (1)'], ['DELETE FROM goods']);
  const text = await scriptFor(byScript);
  const refused = await applyScript(byRunner.connectionString, text);
  expect(refused.ok).toBe(false);
  expect(refused.errors).toContain(
    `This script fits ${first}, and the database is at an empty ledger`,
  );
  expect((await applyScript(byScript.connectionString, text)).ok).toBe(true);
  // A second time it fits no more.
  const again = await applyScript(byScript.connectionString, text);
  expect(again.errors).toContain(`the database is at ${second}`);
  expect((await byScript.db.raw('SELECT * FROM goods')).rows).toEqual([{ id: 1 }]);
});

test('a migration that decides by data is refused, or recorded as on an empty database', async () => {
  await folder.writeText(
    first,
    `export async function up(knex) {
       await knex.raw('CREATE TABLE goods (id int)');
       const { rows } = await knex.raw('SELECT count(*)::int AS goods FROM goods');
       if (rows[0].goods === 0) await knex.raw('INSERT INTO goods VALUES (7)');
     }
     export async function down(knex) { await knex.raw('DROP TABLE goods'); }`,
  );
  await expect(migrationScript(byScript.db, { folder: folder.path })).rejects.toMatchObject({
    code: 'ERR_MIGRATION_READS_DATA',
    params: { name: first },
  });
  const text = await scriptFor(byScript, { folder: folder.path, readsAllowed: true });
  expect((await applyScript(byScript.connectionString, text)).ok).toBe(true);
  expect((await byScript.db.raw('SELECT * FROM goods')).rows).toEqual([{ id: 7 }]);
});

test('indexes that are built concurrently stand outside of transactions', async () => {
  await folder.write(
    first,
    ['CREATE TABLE goods (id int)', 'CREATE INDEX CONCURRENTLY goods_idx ON goods (id)'],
    ['DROP TABLE goods'],
    true,
  );
  const text = await scriptFor(byScript);
  expect(text.slice(text.indexOf('CREATE TABLE goods'))).not.toContain('COMMIT');
  await migrateUp(byRunner.db, { folder: folder.path });
  expect(await ledgerOf(byRunner)).toHaveLength(1);
});
