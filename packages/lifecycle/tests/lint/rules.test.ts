import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LintReport, lint } from '@atelier/lifecycle/lint/lint.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LintCase, lintCases, table } from './lint-cases.ts';

let database: TestDatabase;
let folder: string;
let report: LintReport;

const numbered = lintCases.map((lintCase, index) => ({
  ...lintCase,
  table: `t${index}`,
  migration: `202601020000${String(index).padStart(2, '0')}_shop_change`,
}));

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await mkdtemp(join(tmpdir(), 'atelier-lint-'));
  const first = numbered.flatMap((each) =>
    [table, each.before ?? ''].map((sql) => inTable(sql, each.table)),
  );
  await write('20260101000000_shop_create_tables', first);
  for (const each of numbered) {
    const statements = each.statements.map((sql) => inTable(sql, each.table));
    await write(each.migration, statements, each.transactional);
  }
  report = await lint(database.db, { folder });
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const inTable = (text: string, name: string): string => text.replaceAll('<t>', name);

function write(name: string, statements: readonly string[], transaction = true): Promise<void> {
  const calls = statements
    .filter((sql) => sql !== '')
    .map((sql) => `await knex.raw(${JSON.stringify(sql)});`);
  return writeFile(
    join(folder, `${name}.js`),
    `export const config = { transaction: ${transaction} };
     export async function up(knex) { ${calls.join('\n')} }
     export async function down() {}\n`,
  );
}

const told = (migration: string) =>
  report.findings
    .filter((finding) => finding.migration === migration)
    .map(({ rule, subject }) => (subject === null ? rule : `${rule} (${subject})`));

test.each(numbered)(
  '$what',
  ({ expected, migration, table: name }: LintCase & (typeof numbered)[number]) => {
    const ours = told(migration).filter((finding) => !finding.startsWith('squawk/'));
    expect(ours).toEqual(expected.map((each) => inTable(each, name)));
  },
);

test('what the migration of the tables itself does is exempt', () => {
  expect(
    told('20260101000000_shop_create_tables').filter((each) => !each.startsWith('never')),
  ).toEqual([]);
});

test('a finding tells its statement, why it is one and what to write instead', () => {
  expect(report.findings[0]).toEqual({
    migration: numbered[0]?.migration,
    direction: 'up',
    statement: 1,
    sql: 'CREATE INDEX ON t0 (price)',
    rule: 'index-without-concurrently',
    subject: 'public.t0',
    why: expect.stringContaining('write'),
    fix: expect.stringContaining('CONCURRENTLY'),
  });
});
