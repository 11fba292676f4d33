import { expect, test } from 'vitest';
import { choose, provables } from './provables.mjs';
import { duration, table } from './report.mjs';
import { outcomeOf, roundsIn, saidIn } from './run-proof.mjs';

const all = provables([
  { name: 'killed-servers', path: 'apps/server/tests/a.test.ts', short: 1, long: 9 },
  { name: 'killed-runners', path: 'packages/db/tests/b.test.ts', short: 1, long: 9 },
]);
const names = (words: readonly string[]) => choose(all, words).map(({ name }) => name);

test('without words everything is proved, on every version of PostgreSQL too', () => {
  expect(names([])).toEqual([
    ...['killed-servers', 'killed-runners', 'appearances'],
    ...['postgres-15', 'postgres-16', 'postgres-17', 'postgres-18'],
  ]);
});

test('a word is a name, a part of one, or a part of a place', () => {
  expect(names(['killed-runners'])).toEqual(['killed-runners']);
  expect(names(['killed'])).toEqual(['killed-servers', 'killed-runners']);
  expect(names(['packages/db', 'postgres-17'])).toEqual(['killed-runners', 'postgres-17']);
  expect(names(['matrix'])).toHaveLength(4);
  expect(() => names(['kiled'])).toThrow(
    /kiled.*killed-servers, killed-runners, appearances, postgres-15/,
  );
});

test('rounds are the most that a proof has noted, and its figures what it told, whatever others noted', () => {
  const notes = [
    { name: 'one', done: 0 },
    { name: 'other', done: 7 },
    { name: 'one', said: '3 rounds, 0 lost' },
    { name: 'one', done: 3 },
  ];
  const text = `${notes.map((note) => JSON.stringify(note)).join('\n')}\n{"name":"one","do`;
  expect(roundsIn(text, 'one')).toBe(3);
  expect(roundsIn('', 'one')).toBe(0);
  expect(saidIn(text, 'one')).toEqual(['3 rounds, 0 lost']);
});

test('fewer rounds than promised prove nothing', () => {
  expect(outcomeOf(true, 9, 9, '')).toEqual({ ok: true, rounds: { done: 9, of: 9 } });
  expect(outcomeOf(true, 8, 9, '').ok).toBe(false);
  expect(outcomeOf(false, 9, 9, 'what was said').output).toBe('what was said');
});

test('the table has a line for each, in columns', () => {
  const rows = [
    { name: 'bad-requests', outcome: { ok: true, rounds: { done: 20_000, of: 20_000 } } },
    { name: 'soak', outcome: { ok: false, rounds: { done: 5, of: 100 } } },
  ];
  expect(table(rows.map((row) => ({ ...row, seed: 7, seconds: 65 })))).toEqual([
    'proof         rounds    seed  duration    outcome',
    'bad-requests  20,000    7     1 min 05 s  proved',
    'soak          5 of 100  7     1 min 05 s  FAILED',
  ]);
});

test('durations are read at a glance', () => {
  expect([0.04, 59.94, 60, 3605].map(duration)).toEqual([
    ...['0.0 s', '59.9 s', '1 min 00 s', '60 min 05 s'],
  ]);
});
