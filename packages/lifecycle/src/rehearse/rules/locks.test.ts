import { expect, test } from 'vitest';
import { heldLocks, worstLock } from './locks.ts';

const exclusive = { relation: 'public.a', mode: 'AccessExclusiveLock' } as const;
const share = { relation: 'public.b', mode: 'ShareLock' } as const;

const statements = [
  { startMs: 10, endMs: 20 },
  { startMs: 30, endMs: 90 },
];

test('a lock is held from the begin of its statement to the look that misses it', () => {
  const samples = [
    { atMs: 21, locks: [exclusive] },
    { atMs: 91, locks: [exclusive, share] },
    { atMs: 100, locks: [] },
  ];
  expect(heldLocks(statements, samples)).toEqual([
    { ...exclusive, statement: 0, heldMs: 90 },
    { ...share, statement: 1, heldMs: 70 },
  ]);
});

test('looks within a statement tell more exactly when it was taken', () => {
  const samples = [
    { atMs: 21, locks: [] },
    { atMs: 50, locks: [] },
    { atMs: 60, locks: [share] },
    { atMs: 70, locks: [] },
  ];
  expect(heldLocks(statements, samples)).toEqual([{ ...share, statement: 1, heldMs: 20 }]);
});

test('a lock that is taken twice counts twice', () => {
  const samples = [
    { atMs: 15, locks: [share] },
    { atMs: 21, locks: [] },
    { atMs: 40, locks: [share] },
    { atMs: 91, locks: [] },
  ];
  expect(heldLocks(statements, samples)).toEqual([
    { ...share, statement: 0, heldMs: 11 },
    { ...share, statement: 1, heldMs: 61 },
  ]);
});

test('the worst lock is the strongest, then the longest', () => {
  const locks = [
    { ...share, statement: 0, heldMs: 1_000 },
    { ...exclusive, statement: 1, heldMs: 5 },
    { ...exclusive, relation: 'public.c', statement: 2, heldMs: 7 },
  ];
  expect(worstLock(locks)).toEqual(locks[2]);
  expect(worstLock([])).toBeNull();
});
