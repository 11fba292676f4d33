import { expect, it } from 'vitest';
import { readPairs, readValue, writePairs } from './pairs.ts';

it('reads back what it has written, each value with its type', () => {
  const values = {
    ...{ user: 'anna', count: 3, text: '3', yes: true, lines: 'a\nb', blank: ' a ' },
    ...{ json: { a: [1] }, equals: 'a = b', empty: '' },
  };
  const read = readPairs(writePairs(values));
  expect(read.ok).toBe(true);
  if (!read.ok) return;
  const again = Object.entries(read.values).map(([name, value]) => [name, readValue(value)]);
  expect(Object.fromEntries(again)).toEqual(values);
});

it('says which line is none', () => {
  expect(readPairs('a = 1\n\nnot a pair')).toEqual({ ok: false, line: 3 });
});
