import { expect, test } from 'vitest';
import { looseStatement, resolveInterrupted } from './interrupted-statement.ts';

test.each([
  ['CREATE INDEX CONCURRENTLY goods_idx ON shop.goods (id)', 'create-index', 'shop.goods_idx'],
  ['create unique index concurrently if not exists a on b (c)', 'create-index', 'a'],
  [
    '-- why\nCREATE INDEX CONCURRENTLY "Odd ""name" ON ONLY "S".t (x)',
    'create-index',
    '"S"."Odd ""name"',
  ],
  ['DROP INDEX CONCURRENTLY IF EXISTS shop.goods_idx', 'drop-index', 'shop.goods_idx'],
  ['/* a */ REINDEX INDEX CONCURRENTLY goods_idx', 'reindex', 'goods_idx'],
])('%s is about an index', (sql, kind, index) => {
  expect(looseStatement(sql)).toEqual({ kind, index });
});

test.each([
  ['VACUUM ANALYZE goods', 'repeatable'],
  ['CREATE INDEX CONCURRENTLY ON goods (id)', 'other'],
  ['ALTER TABLE t DETACH PARTITION p CONCURRENTLY', 'other'],
  ['ALTER SYSTEM SET work_mem = 1', 'other'],
])('%s cannot be run in a transaction either', (sql, kind) => {
  expect(looseStatement(sql)).toEqual({ kind });
});

test.each(['CREATE INDEX a ON b (c)', 'ALTER TABLE b VALIDATE CONSTRAINT d', 'UPDATE b SET c = 1'])(
  '%s can be run in a transaction',
  (sql) => expect(looseStatement(sql)).toBeUndefined(),
);

test('an index tells by itself whether the statement about it took effect', () => {
  const create = { kind: 'create-index', index: 'a' } as const;
  const drop = { kind: 'drop-index', index: 'a' } as const;
  expect(resolveInterrupted(create, 'valid')).toBe('done');
  expect(resolveInterrupted(create, 'invalid')).toBe('clear-and-run');
  expect(resolveInterrupted(create, 'absent')).toBe('run');
  expect(resolveInterrupted(drop, 'absent')).toBe('done');
  expect(resolveInterrupted(drop, 'invalid')).toBe('run');
  expect(resolveInterrupted({ kind: 'repeatable' }, 'absent')).toBe('run');
  expect(resolveInterrupted({ kind: 'other' }, 'absent')).toBe('ask');
});
