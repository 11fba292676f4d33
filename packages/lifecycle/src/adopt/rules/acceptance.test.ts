import { expect, test } from 'vitest';
import type { Difference } from '../../catalog/rules/difference.ts';
import { isOwnBody } from './acceptance.ts';

const written = (head: string, body: string): string =>
  `CREATE OR REPLACE FUNCTION public.touch()\n ${head}\nAS $function$${body}$function$\n`;
const plain = written('RETURNS trigger\n LANGUAGE plpgsql', 'BEGIN RETURN NEW; END');
const difference = (expected: string | null, actual: string | null): Difference => ({
  class: expected === null ? 'extra' : actual === null ? 'missing' : 'function',
  object: { kind: 'function', schema: 'public', name: 'touch()', part: null },
  expected,
  actual,
  fix: null,
});

test('a body is the program’s own business; the head of a function is not', () => {
  const other = written('RETURNS trigger\n LANGUAGE plpgsql', '\nBEGIN\n  RETURN NEW;\nEND;');
  expect(isOwnBody(difference(plain, other))).toBe(true);
  const safer = written('RETURNS trigger\n LANGUAGE plpgsql\n SECURITY DEFINER', 'BEGIN END');
  expect(isOwnBody(difference(plain, safer))).toBe(false);
  expect(isOwnBody(difference(plain, null))).toBe(false);
  expect(isOwnBody(difference(null, plain))).toBe(false);
});
