import { expect, test } from 'vitest';
import { isReadOnly } from './sql.ts';

test.each([
  ['SELECT 1', true],
  ['  -- a note\n /* and * another */ (select 1)', true],
  ['VALUES (1)', true],
  ['TABLE orders', true],
  ['SHOW server_version', true],
  ['WITH gone AS (DELETE FROM orders RETURNING id) SELECT * FROM gone', false],
  ['selection_of(1)', false],
  ['INSERT INTO orders VALUES (1)', false],
  ['-- SELECT\nDELETE FROM orders', false],
  ['{{data.statement}}', false],
])('%s only looks: %s', (text, expected) => {
  expect(isReadOnly({ text })).toBe(expected);
});

test('what a statement says of itself counts', () => {
  expect(isReadOnly({ text: 'SELECT make_order()', readOnly: false })).toBe(false);
  expect(isReadOnly({ text: 'WITH a AS (SELECT 1) SELECT * FROM a', readOnly: true })).toBe(true);
});

test('a long opening is read in no time to speak of', () => {
  expect(isReadOnly({ text: `${'/* a */ -- b\n'.repeat(5000)}SELECT 1` })).toBe(true);
  expect(isReadOnly({ text: `/*${'*'.repeat(90_000)}` })).toBe(false);
});
