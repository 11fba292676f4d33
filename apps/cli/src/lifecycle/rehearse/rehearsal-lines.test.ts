import { expect, test } from 'vitest';
import { rehearsalPrinter } from './rehearsal-lines.ts';

const lock = {
  relation: 'public.goods',
  mode: 'AccessExclusiveLock',
  statement: 0,
  heldMs: 34.4,
} as const;
const rehearsed = {
  name: '20260102000000_shop_change',
  checksum: 'abc',
  transactional: true,
  durationMs: 40.2,
  statements: [
    {
      sql: 'ALTER TABLE goods ADD size int',
      durationMs: 1.23,
      locks: [lock, { ...lock, mode: 'AccessShareLock' as const }],
    },
    { sql: 'UPDATE goods SET size = 1', durationMs: 32.6, locks: [] },
  ],
  worstLock: lock,
  failure: null,
};
const finding = {
  migration: rehearsed.name,
  direction: 'up' as const,
  statement: 2,
  sql: 'UPDATE goods SET size = 1',
  rule: 'backfill-with-ddl',
  subject: 'public.goods',
  why: 'Locks are held.',
  fix: null,
};

test('statements, the strongest lock of each on a relation, and the lint beside them', () => {
  expect(rehearsalPrinter([finding, { ...finding, migration: 'another' }])(rehearsed)).toEqual([
    '20260102000000_shop_change: 2 statements in one transaction, 40 ms',
    '    1     1.2 ms  ALTER TABLE goods ADD size int',
    '                  AccessExclusiveLock  public.goods  held 34 ms  holds up reading and writing',
    '    2      33 ms  UPDATE goods SET size = 1',
    '                  lint: backfill-with-ddl (public.goods): Locks are held.',
    '  Worst lock: AccessExclusiveLock, public.goods, held 34 ms, holds up reading and writing',
    '',
  ]);
});

test('a failure, what could not be seen, and a lint of another statement are said', () => {
  const print = rehearsalPrinter([finding, { ...finding, direction: 'down', statement: 1 }]);
  const lines = print({
    ...rehearsed,
    ...{ transactional: false, statements: [], worstLock: null, failure: 'oh no' },
  });
  expect(lines).toEqual([
    '20260102000000_shop_change: 0 statements statement by statement, 40 ms',
    '  lint, statement 2 there: backfill-with-ddl (public.goods): Locks are held.',
    '  lint, way down, statement 1: backfill-with-ddl (public.goods)',
    '  Worst lock: none on what was there',
    '  FAILED: oh no',
    expect.stringContaining('Not covered'),
    '',
  ]);
});
