import { expect, test } from 'vitest';
import { closingLines, findingLines, firstLine } from './report-lines.ts';

const finding = {
  migration: '20260102000000_shop_change',
  direction: 'up' as const,
  statement: 2,
  sql: '-- the shelves\nCREATE INDEX\n  ON goods (price)',
  rule: 'index-without-concurrently',
  subject: 'public.goods',
  why: 'Nobody can write.',
  fix: 'Use CONCURRENTLY.',
};

test('a finding says where it is, what it is about, why, and what to write instead', () => {
  expect(findingLines([finding, { ...finding, statement: 3 }])).toEqual([
    '20260102000000_shop_change, up, statement 2: index-without-concurrently (public.goods)',
    '  CREATE INDEX ON goods (price)',
    '  why:  Nobody can write.',
    '  fix: Use CONCURRENTLY.',
    '',
    '20260102000000_shop_change, up, statement 3: index-without-concurrently (public.goods)',
    '  CREATE INDEX ON goods (price)',
    '',
  ]);
  expect(findingLines([{ ...finding, subject: null, fix: null }])).toHaveLength(4);
});

test('a long statement is cut', () => {
  const line = firstLine(`SELECT ${'1, '.repeat(100)}`);
  expect(line).toHaveLength(100);
  expect(line).toMatch(/^SELECT 1, .*…$/);
});

test('of a fix the statement is shown that it runs', () => {
  const sql = `-- lint: allow opaque-block because it is one
    DO $atelier_fix$ DECLARE statement text := 'ALTER TABLE goods ALTER name SET DEFAULT ''x''';
    BEGIN IF true THEN EXECUTE statement; END IF; END $atelier_fix$`;
  expect(firstLine(sql)).toBe("ALTER TABLE goods ALTER name SET DEFAULT 'x'");
});

test('what was not covered is said', () => {
  const down = { statements: 3, failure: 'there is none' };
  const migration = { name: 'a', statements: 2, down, readsData: true };
  const squawk = { ran: false, reason: 'no binary' } as const;
  expect(closingLines({ migrations: [migration], findings: [], squawk })).toEqual([
    '1 migration, 2 statements up and 3 down: 0 findings.',
    'Not covered: a decides by data; only what it does on an empty database was seen.',
    'Not covered: the way down of a fails on an empty database, after 3 statements (there is none).',
    expect.stringMatching(/^Not covered: squawk's rules.*\(no binary\)\.$/),
  ]);
  const covered = { ...migration, down: { statements: 3, failure: null }, readsData: false };
  expect(closingLines({ migrations: [covered], findings: [], squawk: { ran: true } })).toHaveLength(
    1,
  );
});
