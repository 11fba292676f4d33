import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LintReport, lint } from '@atelier/lifecycle/lint/lint.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { table } from './lint-cases.ts';
import { lintDownCases } from './lint-down-cases.ts';

let database: TestDatabase;
let folder: string;
let report: LintReport;

const numbered = lintDownCases.map((lintCase, index) => ({
  ...lintCase,
  table: `t${index}`,
  migration: `202601020000${String(index).padStart(2, '0')}_shop_change`,
}));
const tables = '20260101000000_shop_create_tables';
const oneWay = '20260103000000_shop_one_way';

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await mkdtemp(join(tmpdir(), 'atelier-lint-'));
  const made = numbered.map((each) => inTable(`${table}; ${each.before ?? ''}`, each.table));
  const dropped = numbered.map((each) => inTable('DROP TABLE <t> CASCADE', each.table));
  await write(tables, [runs(made), runs(dropped)]);
  for (const { migration, up, down, table: name, transactional } of numbered) {
    const ways = [up, down].map((way) => runs(way.map((sql) => inTable(sql, name))));
    await write(migration, ways, transactional);
  }
  await write(oneWay, [runs(['SELECT 1']), `${runs(['SELECT 2'])} throw new Error('one way');`]);
  report = await lint(database.db, { folder });
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const inTable = (text: string, name: string): string => text.replaceAll('<t>', name);
const runs = (statements: readonly string[]): string =>
  statements.map((sql) => `await knex.raw(${JSON.stringify(sql)});`).join('\n');

const write = (name: string, [up, down]: readonly string[], transaction = true): Promise<void> =>
  writeFile(
    join(folder, `${name}.js`),
    `export const config = { transaction: ${transaction} };
     export async function up(knex) { ${up} }
     export async function down(knex) { ${down} }\n`,
  );

const found = (migration: string, direction: 'up' | 'down') =>
  report.findings.filter((each) => each.migration === migration && each.direction === direction);

test.each(numbered)('$what', ({ expected, migration, table: name, up, down }) => {
  const told = found(migration, 'down').map(({ rule, subject }) =>
    subject === null ? rule : `${rule} (${subject})`,
  );
  expect(told).toEqual(expected.map((each) => inTable(each, name)));
  expect(report.migrations.find((each) => each.name === migration)).toMatchObject({
    statements: up.length,
    down: { statements: down.length, failure: null },
  });
});

test('what is not of the way down is not told of it', () => {
  const ours = report.findings.filter(({ rule }) => !rule.startsWith('squawk/'));
  const up = ours.filter(({ direction, migration }) => direction === 'up' && migration !== tables);
  expect(up).toEqual([]);
});

test('tables that the way down drops are exempt, whatever stands on them', () => {
  expect(found(tables, 'down')).toEqual([]);
});

test('a way down that does not run is told, and those before it are linted all the same', () => {
  expect(report.migrations.at(-1)).toEqual({
    name: oneWay,
    statements: 1,
    down: { statements: 1, failure: 'one way' },
    readsData: false,
  });
});

test('a finding on the way down tells its direction, and what to write there', () => {
  const place = numbered.findIndex(({ expected }) => expected[0]?.startsWith('never-validated'));
  expect(found(numbered[place]?.migration ?? '', 'down')).toEqual([
    {
      migration: numbered[place]?.migration,
      direction: 'down',
      statement: 1,
      sql: `ALTER TABLE t${place} ADD CONSTRAINT t${place}_sure CHECK (price > 0) NOT VALID`,
      rule: 'never-validated',
      subject: `t${place}_sure on public.t${place}`,
      why: expect.stringContaining('NOT VALID'),
      fix: expect.stringContaining('before the way up'),
    },
  ]);
});
