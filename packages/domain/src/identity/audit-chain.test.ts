import { expect, test } from 'vitest';
import { checkHeads, signedText } from './audit-anchor.ts';
import { chainOf, isBackdated } from './audit-chain.ts';
import { auditFilterSchema, listAuditInput } from './audit-schemas.ts';

test('a chain is the project’s, or the area’s; no area is taken for a project', () => {
  expect([chainOf('p1', 'runs'), chainOf(null, 'runs'), chainOf('', 'runs')]).toEqual([
    'project:p1',
    'runs',
    'project:',
  ]);
});

test.each([
  ['in order', { id: 11, createdAt: 0 }, false],
  ['a little late', { id: 9, createdAt: 40_000_000 }, false],
  ['a minute late', { id: 9, createdAt: 40_000_000 - 1 }, true],
])('a row %s', (_, row, expected) => {
  expect(isBackdated(row, { highestId: 10, sealedAt: 100_000_000 })).toBe(expected);
});

const head = { chain: 'runs', position: 5, hash: 'a' };
test.each([
  ['as it was', 5, 'a', []],
  ['longer', 9, 'a', []],
  ['cut off', 3, undefined, [['cut_off', 4, 2]]],
  ['gone', undefined, undefined, [['cut_off', 1, 5]]],
  ['another', 5, 'b', [['rewritten', 5, 1]]],
  ['with a hole there', 9, undefined, [['rewritten', 5, 1]]],
])('a chain that is %s', (_, length, hash, expected) => {
  const lengths = new Map(length === undefined ? [] : [['runs', length]]);
  const hashes = new Map(hash === undefined ? [] : [['runs', hash]]);
  const found = checkHeads([head], lengths, hashes);
  expect(found.map(({ kind, position, rows }) => [kind, position, rows])).toEqual(expected);
});

test('what is signed says all there is, and cannot be cut otherwise', () => {
  const anchor = {
    format: 'atelier-audit-anchor-1',
    madeAt: 'now',
    heads: [head],
    publicKey: 'k',
  } as const;
  expect(signedText(anchor)).toBe('["atelier-audit-anchor-1","now","k",[["runs",5,"a"]]]');
});

test.each([
  [{ from: 'yesterday' }, false],
  [{ from: '2026-02-30' }, false],
  [{ from: '2026-01-31T08:00:00+03:00', to: '2026-02-01 00:00' }, true],
  [{ from: '2026-02-28' }, true],
  [{ action: 'lock' }, true],
  [{ action: 'unknown' }, false],
  [{ text: '' }, false],
  [{ text: 'a\u0000' }, false],
  [{ actor: 'ann' }, true],
  [{ nobody: 'ann' }, false],
])('a filter: %j', (filter, isGood) => {
  expect(auditFilterSchema.safeParse(filter).success).toBe(isGood);
  expect(listAuditInput.safeParse(filter).success).toBe(isGood);
});
