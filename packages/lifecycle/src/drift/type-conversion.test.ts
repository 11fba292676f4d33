import { expect, test } from 'vitest';
import { conversion } from './type-conversion.ts';

test.each([
  ['integer', 'bigint'],
  ['character varying(50)', 'text'],
  ['character varying(50)', 'character varying(60)'],
  ['timestamp with time zone', 'timestamp without time zone'],
  ['timestamp(3) without time zone', 'timestamp(6) without time zone'],
])('%s → %s loses nothing', (from, to) => {
  expect(conversion(from, to).lossless).toBe(true);
});

test.each([
  ['bigint', 'integer'],
  ['numeric', 'integer'],
  ['integer', 'real'],
  ['text', 'character varying(50)'],
  ['character(5)', 'text'],
  ['timestamp(6) without time zone', 'timestamp(3) without time zone'],
  ['timestamp with time zone', 'date'],
  ['json', 'jsonb'],
  ['uuid', 'integer'],
])('%s → %s is looked at value by value', (from, to) => {
  expect(conversion(from, to).lossless).toBe(false);
});

test('what PostgreSQL casts by itself, it casts by its own rules: a text that is too long is refused', () => {
  expect(conversion('text', 'character varying(50)').assigned).toBe(true);
  expect(conversion('uuid', 'text').assigned).toBe(true);
  expect(conversion('text', 'uuid').assigned).toBe(false);
});

test('the time zone between instants is UTC, both ways', () => {
  const { there, back } = conversion('timestamp without time zone', 'timestamp with time zone');
  expect([there('at'), back('at')]).toEqual(["(at) AT TIME ZONE 'UTC'", "(at) AT TIME ZONE 'UTC'"]);
});
