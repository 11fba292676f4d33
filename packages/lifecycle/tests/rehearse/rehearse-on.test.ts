import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readMigrationFiles } from '@atelier/lifecycle/migrate/migration-files.ts';
import { recordRehearsals, rehearsedChecksums } from '@atelier/lifecycle/rehearse/rehearsals.ts';
import { rehearseOn } from '@atelier/lifecycle/rehearse/rehearse-on.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';

const first = '20260101000000_shop_change_goods';
const second = '20260102000000_shop_change_more';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await mkdtemp(join(tmpdir(), 'atelier-rehearse-'));
  await database.db.raw(`
    CREATE TABLE goods (id integer PRIMARY KEY);
    CREATE TABLE prices (id integer);
    INSERT INTO prices SELECT generate_series(1, 50000)`);
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const write = (name: string, statements: readonly string[], transaction = true) =>
  writeFile(
    join(folder, `${name}.js`),
    `export const config = { transaction: ${transaction} };
     export async function up(knex) {
       ${statements.map((sql) => `await knex.raw(${JSON.stringify(sql)});`).join('\n')}
     }
     export async function down() {}\n`,
  );
const rehearse = async () => rehearseOn(database.db, await readMigrationFiles(folder));
/** How many sessions have a lock on a table. */
async function lockers(table: string, mode: string): Promise<number> {
  const { rows } = await database.db.raw(
    'SELECT count(*)::int AS count FROM pg_locks WHERE relation = ?::regclass AND mode = ?',
    [table, mode],
  );
  return rows[0].count;
}
const modes = (locks: readonly { readonly relation: string; readonly mode: string }[] = []) =>
  locks.map(({ relation, mode }) => `${mode} ${relation}`);

test('each statement of a transaction is told with the locks that it took, and they are held to its end', async () => {
  await write(first, [
    'CREATE TABLE shelves (id integer PRIMARY KEY)',
    'ALTER TABLE goods ADD COLUMN name text; CREATE INDEX ON prices (id)',
    'SELECT count(*) FROM prices',
  ]);
  const [migration] = await rehearse();
  const [made, altered, indexed, read] = migration?.statements ?? [];
  expect(migration).toMatchObject({ name: first, transactional: true, failure: null });
  expect(made).toMatchObject({ sql: 'CREATE TABLE shelves (id integer PRIMARY KEY)', locks: [] });
  expect(modes(altered?.locks)).toEqual(['AccessExclusiveLock public.goods']);
  expect(modes(indexed?.locks)).toEqual(['ShareLock public.prices']);
  // The AccessShareLock of reading is taken besides: another mode is another lock.
  expect(modes(read?.locks)).toEqual(['AccessShareLock public.prices']);
  expect(altered?.locks[0]?.heldMs).toBeGreaterThan(indexed?.locks[0]?.heldMs ?? Infinity);
  expect(migration?.worstLock).toMatchObject({
    relation: 'public.goods',
    mode: 'AccessExclusiveLock',
  });
});

test('outside of a transaction the locks that come and go are seen', async () => {
  await write(first, ['CREATE INDEX CONCURRENTLY prices_id_idx ON prices (id)'], false);
  // It waits for whoever wrote before it, so it lasts for as long as this one wants.
  const writer = await database.db.transaction();
  await writer.raw('DELETE FROM prices WHERE id = 0');
  const rehearsing = rehearse();
  await expect.poll(() => lockers('prices', 'ShareUpdateExclusiveLock')).toBe(1);
  await sleep(500);
  await writer.commit();
  const [migration] = await rehearsing;
  expect(migration).toMatchObject({ transactional: false, failure: null });
  expect(modes(migration?.statements[0]?.locks)).toContain(
    'ShareUpdateExclusiveLock public.prices',
  );
  expect(migration?.worstLock?.mode).toBe('ShareUpdateExclusiveLock');
  const { rows } = await database.db.raw("SELECT to_regclass('prices_id_idx') IS NOT NULL AS made");
  expect(rows).toEqual([{ made: true }]);
});

test('nobody waits for what another pending migration has made', async () => {
  await write(first, ['CREATE TABLE shelves (id integer PRIMARY KEY)']);
  await write(second, [
    'ALTER TABLE shelves ADD COLUMN name text',
    'ALTER TABLE goods RENAME TO wares; CREATE INDEX ON wares (id)',
  ]);
  const [, migration] = await rehearse();
  expect(migration?.statements[0]?.locks).toEqual([]);
  expect(migration?.worstLock).toMatchObject({ relation: 'public.goods' });
});

test('what fails is told and rolled back, and nothing is tried behind it', async () => {
  await write(first, ['ALTER TABLE goods ADD COLUMN name text', 'SELECT 1 / 0']);
  await write(second, ['SELECT 1']);
  const rehearsed = await rehearse();
  expect(rehearsed.map(({ name, failure }) => [name, failure])).toEqual([
    [first, 'division by zero'],
  ]);
  expect(rehearsed[0]?.statements).toHaveLength(2);
  const { rows } = await database.db.raw(
    "SELECT * FROM information_schema.columns WHERE table_name = 'goods'",
  );
  expect(rows).toHaveLength(1);
});

test('a checksum counts as rehearsed while its latest rehearsal went through', async () => {
  expect(await rehearsedChecksums(database.db)).toEqual(new Set());
  await write(first, ['ALTER TABLE goods ADD COLUMN name text']);
  const good = await rehearse();
  const checksum = good[0]?.checksum ?? '';
  await recordRehearsals(database.db, 'backup-1', good);
  expect(await rehearsedChecksums(database.db)).toEqual(new Set([checksum]));
  const [row] = await database.db('lifecycle.rehearsals').select('*');
  expect(row).toMatchObject({
    name: first,
    checksum,
    backup: 'backup-1',
    worstLock: 'AccessExclusiveLock',
    worstLockRelation: 'public.goods',
    failure: null,
    durationMs: expect.any(Number),
    worstLockHeldMs: expect.any(Number),
    rehearsedAt: expect.any(Date),
  });

  const bad = await rehearse();
  expect(bad[0]?.failure).toContain('already exists');
  await recordRehearsals(database.db, 'backup-2', bad);
  expect(await rehearsedChecksums(database.db)).toEqual(new Set());
});
