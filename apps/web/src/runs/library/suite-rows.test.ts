import type { Suite } from '@atelier/domain/runs/types.ts';
import { expect, test } from 'vitest';
import { placeAfter, placeOf, suiteRows } from './suite-rows.ts';

const suite = (id: string, parentId: string | null = null, cases = 1): Suite => ({
  ...{ id, parentId, cases, name: id, key: id, description: '', position: 0, revision: '' },
  ...{ projectId: 'p', isArchived: false },
});
const suites = [
  suite('a'),
  suite('b'),
  suite('b1', 'b'),
  suite('b2', 'b', 3),
  suite('c'),
  suite('x', 'gone'),
];

test('a closed suite hides what is below, and counts it', () => {
  const shown = (closed: string[]) =>
    suiteRows(suites, new Set(closed)).map(
      ({ suite: { id }, level, cases }) => `${level}${id}${cases}`,
    );
  expect(shown([])).toEqual(['1a1', '1b5', '2b11', '2b23', '1c1', '1x1']);
  expect(shown(['b'])).toEqual(['1a1', '1b5', '1c1', '1x1']);
});

test('one step in each direction', () => {
  expect(placeOf(suites, 'b')).toEqual({ parentId: null, before: 'c' });
  expect(placeAfter(suites, 'b', 'up')).toEqual({ parentId: null, before: 'a' });
  expect(placeAfter(suites, 'a', 'down')).toEqual({ parentId: null, before: 'c' });
  expect(placeAfter(suites, 'c', 'down')).toBeNull();
  expect(placeAfter(suites, 'c', 'inwards')).toEqual({ parentId: 'b', before: null });
  expect(placeAfter(suites, 'a', 'inwards')).toBeNull();
  expect(placeAfter(suites, 'b1', 'outwards')).toEqual({ parentId: null, before: 'c' });
  expect(placeAfter(suites, 'a', 'outwards')).toBeNull();
});
