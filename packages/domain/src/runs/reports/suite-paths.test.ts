import { expect, test } from 'vitest';
import { suitePaths } from './suite-paths.ts';

const suite = (id: string, parentId: string | null = null) => ({
  id,
  parentId,
  name: `Suite ${id}`,
});

test('a suite stands behind the one it is below, and says how it is reached', () => {
  const paths = suitePaths([suite('a'), suite('b'), suite('c', 'a'), suite('d', 'c')]);
  expect(paths.map(({ path }) => path.join(' / '))).toEqual([
    'Suite a',
    'Suite a / Suite c',
    'Suite a / Suite c / Suite d',
    'Suite b',
  ]);
});

test('none is lost: neither where its parent is gone, nor where it is below itself', () => {
  const paths = suitePaths([suite('a', 'gone'), suite('b', 'c'), suite('c', 'b')]);
  expect(paths.map(({ path }) => path.join(' / '))).toEqual([
    'Suite a',
    'Suite b',
    'Suite b / Suite c',
  ]);
});
