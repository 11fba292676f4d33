import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lint } from '@atelier/lifecycle/lint/lint.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

const first = '20260101000000_shop_create_tables';
const second = '20260102000000_shop_change';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
});
afterAll(() => database.drop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-lint-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, up: string, head = '') =>
  writeFile(
    join(folder, `${name}.js`),
    `${head}\nexport async function up(knex) { ${up} }\nexport async function down() {}\n`,
  );
const rulesOf = async (options = {}) =>
  (await lint(database.db, { folder, ...options })).findings.map(({ rule }) => rule);

test('every migration of ours passes', async () => {
  const report = await lint(database.db);
  expect(report.findings).toEqual([]);
  expect(report.migrations.length).toBeGreaterThan(1);
  expect(report.squawk).toEqual({ ran: true });
});

test('squawk says what our rules do not, only about tables that were there, and takes an exception', async () => {
  await write(first, `await knex.raw('CREATE TABLE a (id int); CREATE TABLE b (id int)');`);
  await write(
    second,
    `await knex.raw('CREATE TABLE c (id int)');
     await knex.raw('ALTER TABLE c ADD COLUMN size int NOT NULL');
     await knex.raw('ALTER TABLE a ADD COLUMN size int NOT NULL');
     await knex.raw(\`-- squawk-ignore adding-required-field
       ALTER TABLE a ADD COLUMN weight int NOT NULL\`);
     await knex.raw(\`-- lint: allow squawk/adding-required-field because the table is empty
       ALTER TABLE b ADD COLUMN size int NOT NULL\`);`,
  );
  const { findings } = await lint(database.db, { folder });
  expect(findings.map(({ statement, rule }) => [statement, rule])).toEqual([
    [3, 'squawk/adding-required-field'],
    [4, 'squawk/adding-required-field'],
  ]);
});

test('without squawk our rules go on, and it is said', async () => {
  await write(first, `await knex.raw('CREATE TABLE a (id int)');`);
  await write(second, `await knex.raw('DROP TABLE a');`);
  const squawk = { found: false, reason: 'no binary for this machine' } as const;
  const report = await lint(database.db, { folder, squawk });
  expect(report.squawk).toEqual({ ran: false, reason: 'no binary for this machine' });
  expect(report.findings.map(({ rule }) => rule)).toEqual(['drop']);
});

test("statements of Knex's builders are judged as those that are written out", async () => {
  await write(first, `await knex.schema.createTable('a', (table) => table.integer('id'));`);
  await write(
    second,
    `await knex.schema.alterTable('a', (table) => table.index('id'));
     await knex('a').update({ id: 1 });`,
  );
  expect(await rulesOf()).toEqual(['index-without-concurrently', 'backfill-with-ddl']);
});

test('a migration that does not run is named, with its statement', async () => {
  await write(first, `await knex.raw('SELECT 1'); await knex.raw('SELECT 1; SELECT 1 / 0');`);
  await expect(lint(database.db, { folder })).rejects.toMatchObject({
    code: 'ERR_MIGRATION_FAILS',
    params: { name: first, statement: 3, message: 'division by zero' },
  });
  await rm(join(folder, `${first}.js`));
  await write(second, `await knex.raw('SELEC 1');`);
  await expect(lint(database.db, { folder })).rejects.toMatchObject({
    message: 'A migration does not run on a scratch database.',
    params: { name: second, statement: 1, message: expect.stringContaining('syntax error') },
  });
});

test('a question mark that Knex took for a place is named where it does not run', async () => {
  await write(first, `await knex.raw("SELECT '{}'::jsonb ? 'a'");`);
  await expect(lint(database.db, { folder })).rejects.toMatchObject({
    code: 'ERR_MIGRATION_FAILS',
    params: { name: first, statement: 1, message: expect.stringContaining('To Knex a ? in raw') },
  });
});

test('a question mark is seen in a schema of Knex’s too', async () => {
  await write(first, `await knex.schema.raw("CREATE TABLE a (b text DEFAULT 'why?')");`);
  expect(await rulesOf()).toEqual(['question-mark-as-binding']);
});

test('a migration that decides by data says so', async () => {
  await write(first, `await knex.raw('SELECT 1');`, 'export const config = { readsData: true };');
  const { migrations } = await lint(database.db, { folder });
  const down = { statements: 0, failure: null };
  expect(migrations).toEqual([{ name: first, statements: 1, down, readsData: true }]);
});
