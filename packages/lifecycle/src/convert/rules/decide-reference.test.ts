import { expect, test } from 'vitest';
import { confidence, decideReference } from './decide-reference.ts';

const candidate = (by: 'name' | 'value', values: number, found: number, to = 'time.tasks') => ({
  to,
  by,
  values,
  found,
});

test.each([
  ['a name whose values are all known', [candidate('name', 9, 9)], 'integer', 'convert'],
  ['a name in an empty table', [candidate('name', 0, 0)], 'integer', 'convert'],
  ['a name with one unknown value', [candidate('name', 9, 8)], 'integer', 'ask'],
  ['numbers that fit by value alone', [candidate('value', 9, 9)], 'integer', 'ask'],
  ['numbers that do not all fit', [candidate('value', 9, 8)], 'integer', 'leave'],
  ['nothing to compare', [candidate('value', 0, 0)], 'integer', 'leave'],
  ['uuids that are all known', [candidate('value', 9, 9)], 'uuid', 'convert'],
  ['uuids of which some are known', [candidate('name', 9, 1)], 'uuid', 'ask'],
  ['uuids of others, whatever the name', [candidate('name', 9, 0)], 'uuid', 'leave'],
  ['no uuid at all, whatever the name', [candidate('name', 0, 0)], 'uuid', 'leave'],
] as const)('%s', (_, candidates, source, decision) => {
  expect(decideReference(candidates, source).kind).toBe(decision);
});

test('a column of uuids goes to the table that has them', () => {
  const candidates = [candidate('value', 5, 0), candidate('value', 5, 5, 'time.areas')];
  expect(decideReference(candidates, 'uuid')).toMatchObject({ candidate: { to: 'time.areas' } });
});

test('few values say less than many', () => {
  expect(confidence(candidate('name', 3, 3))).toBe('high');
  expect(confidence(candidate('name', 0, 0))).toBe('medium');
  expect(confidence(candidate('name', 100, 97))).toBe('medium');
  expect(confidence(candidate('name', 100, 90))).toBe('low');
  expect(confidence(candidate('value', 100, 100))).toBe('medium');
  expect(confidence(candidate('value', 3, 3))).toBe('low');
});
