import { expect, test } from 'vitest';
import { type Finding, lintMigrations } from './lint-migrations.ts';
import { alter, migration, now, priceIndex, state, statement } from './observed-fixture.ts';
import { squawkFindings, squawkScript } from './squawk.ts';

const drop = (text: string) => statement({ DropStmt: { objects: [] } }, { text, after: state() });
const told = (findings: readonly Finding[]) =>
  findings.map(({ rule, subject }) => [rule, subject] as const);
const silent = () => [];

test('a comment with a reason allows one rule, in its own statement', () => {
  const allowed = '-- lint: allow drop because nobody has it\nDROP TABLE goods';
  expect(lintMigrations([migration([drop(allowed)])], silent)).toEqual([]);
  const second = migration([statement({ SelectStmt: {} }, { text: allowed }), drop('DROP …')]);
  expect(told(lintMigrations([second], silent)).map(([rule]) => rule)).toEqual([
    'allowance-unused',
    'drop',
  ]);
});

test('a comment without a reason allows nothing', () => {
  for (const text of ['-- lint: allow drop', '-- lint: allow drop because ']) {
    expect(told(lintMigrations([migration([drop(`${text}\nDROP …`)])], silent))).toEqual([
      ['drop', 'table public.goods'],
      ['allowance-without-reason', 'drop'],
    ]);
  }
});

test('what PostgreSQL made anew in between counts as what was there', () => {
  const again = { ...priceIndex, id: 'other' };
  const renewed = state(...[...now.objects.values()].filter((each) => each !== priceIndex), again);
  const gone = state(...[...renewed.objects.values()].filter((each) => each !== again));
  const findings = lintMigrations(
    [
      migration([
        statement(
          { ReindexStmt: { params: [{ DefElem: { defname: 'concurrently' } }] } },
          { after: renewed },
        ),
        statement(
          { DropStmt: { removeType: 'OBJECT_INDEX', concurrent: true, objects: [] } },
          { before: renewed, after: gone },
        ),
      ]),
    ],
    silent,
  );
  expect(told(findings)).toEqual([['drop', 'index public.goods_price_idx']]);
});

test("squawk's lines lead to statements; what is about a new table is left out", () => {
  const observed = migration([
    statement({ CreateStmt: {} }, { text: 'CREATE TABLE shelves\n(id int)' }),
    statement(alter('shelves', 'AT_AddColumn'), { text: 'ALTER TABLE shelves …' }),
    statement(alter('goods', 'AT_AddColumn'), { text: '-- squawk-ignore x\nALTER TABLE goods …' }),
  ]);
  const { sql } = squawkScript(observed);
  expect(sql).not.toContain('squawk-ignore');
  const lines = sql.split('\n');
  const reports = ['CREATE TABLE', 'ALTER TABLE shelves', 'ALTER TABLE goods'].map((start) => ({
    line: lines.findIndex((line) => line.startsWith(start)),
    rule_name: 'adding-required-field',
    message: start,
    help: null,
  }));
  const findings = lintMigrations([observed], (each, scope) =>
    squawkFindings(each, scope, reports),
  );
  expect(findings).toEqual([
    {
      migration: observed.name,
      direction: 'up',
      statement: 3,
      sql: '-- squawk-ignore x\nALTER TABLE goods …',
      rule: 'squawk/adding-required-field',
      subject: null,
      why: 'ALTER TABLE goods',
      fix: null,
    },
  ]);
});
