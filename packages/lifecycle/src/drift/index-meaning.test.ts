import { expect, test } from 'vitest';
import { meaningOf } from './index-meaning.ts';

const where = (predicate: string) => meaningOf(`USING btree (owner_id) WHERE ${predicate}`);

test.each([
  ['(is_open = true)', 'is_open'],
  ['(is_open IS TRUE)', 'is_open'],
  ['(is_open = false)', '(NOT is_open)'],
  ['(NOT (end_time IS NOT NULL))', '(end_time IS NULL)'],
  ['((is_open = true) AND (end_time IS NULL))', '((end_time IS NULL) AND is_open)'],
  ['((a IS NULL) AND ((b IS NULL) AND c))', '((c AND (a IS NULL)) AND (b IS NULL))'],
  ["(status = ANY (ARRAY['open'::text]))", "(status = 'open'::text)"],
])('%s lets in the same rows as %s', (one, other) => expect(where(one)).toBe(where(other)));

test.each([
  ['(is_open = true)', '(is_open = false)'],
  ['(end_time IS NULL)', '(end_time IS NOT NULL)'],
  // NULL is let in by the first.
  ['(is_open IS NOT FALSE)', 'is_open'],
  ['(NOT (a AND b))', '((NOT a) AND b)'],
  ["(name = ' AND '::text)", "(name = ' and '::text)"],
  ["(status = ANY (ARRAY['open'::text, 'new'::text]))", "(status = 'open'::text)"],
])('%s lets in others than %s', (one, other) => expect(where(one)).not.toBe(where(other)));

test('what is said of columns is taken as it stands', () => {
  expect(meaningOf('USING btree (((a = true)))')).not.toBe(meaningOf('USING btree (a)'));
  expect(meaningOf("USING btree ((x || ' WHERE '::text)) WHERE (a = true)")).toBe(
    meaningOf("USING btree ((x || ' WHERE '::text)) WHERE a"),
  );
});
