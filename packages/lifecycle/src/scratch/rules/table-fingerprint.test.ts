import { expect, test } from 'vitest';
import { fingerprintDifferences, type TableFingerprint } from './table-fingerprint.ts';

const print = (table: string, rows: number, hash = 'a'): TableFingerprint => ({
  schema: 'public',
  table,
  rows,
  hash,
});

test('what is missing, more, or other is named', () => {
  const expected = [print('same', 1), print('other', 2), print('gone', 3), print('hash', 4)];
  const found = [print('same', 1), print('other', 1), print('new', 5), print('hash', 4, 'b')];
  expect(fingerprintDifferences(expected, found)).toEqual([
    { schema: 'public', table: 'other', expectedRows: 2, foundRows: 1 },
    { schema: 'public', table: 'gone', expectedRows: 3, foundRows: null },
    { schema: 'public', table: 'hash', expectedRows: 4, foundRows: 4 },
    { schema: 'public', table: 'new', expectedRows: null, foundRows: 5 },
  ]);
  expect(fingerprintDifferences(expected, expected)).toEqual([]);
});
