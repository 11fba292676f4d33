import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonChanges } from './json-changes.ts';
import { lineChanges, wordChanges } from './text-changes.ts';

describe('jsonChanges', () => {
  it('finds none in a value and itself, whatever the order of its fields', () => {
    const reversed = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value), (_name, inner) =>
        inner !== null && typeof inner === 'object' && !Array.isArray(inner)
          ? Object.fromEntries(Object.entries(inner).reverse())
          : inner,
      );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(jsonChanges(value, reversed(value))).toEqual([]);
      }),
    );
  });

  it('says of each change what was there and what is there', () => {
    const at = (value: unknown, path: readonly (string | number)[]) =>
      path.reduce<unknown>((inner, part) => Reflect.get(Object(inner), part), value);
    const record = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.jsonValue({ maxDepth: 2 }));
    // Places in lists move with what is put in before them; those of fields do not.
    const hasList = (path: readonly unknown[]) => path.some((part) => typeof part === 'number');
    fc.assert(
      fc.property(record, record, (before, after) => {
        const changes = jsonChanges(before, after);
        expect(changes.length > 0).toBe(jsonChanges(after, before).length > 0);
        for (const change of changes.filter(({ path }) => !hasList(path))) {
          if (change.kind !== 'added') expect(at(before, change.path)).toEqual(change.before);
          if (change.kind !== 'removed') expect(at(after, change.path)).toEqual(change.after);
        }
      }),
    );
  });

  it('tells what was put into a list from what moved with it', () => {
    expect(jsonChanges({ tags: ['a', 'b'] }, { tags: ['x', 'a', 'b'] })).toEqual([
      { kind: 'added', path: ['tags', 0], after: 'x' },
    ]);
    expect(jsonChanges([{ id: 1, n: 1 }, 2], [{ id: 1, n: 5 }, 2])).toEqual([
      { kind: 'changed', path: [0, 'n'], before: 1, after: 5 },
    ]);
    expect(jsonChanges(['a', 'b', 'c'], ['a', 'c'])).toEqual([
      { kind: 'removed', path: [1], before: 'b' },
    ]);
    expect(jsonChanges(['a', 'b'], ['x', 'a'])).toEqual([
      { kind: 'added', path: [0], after: 'x' },
      { kind: 'removed', path: [1], before: 'b' },
    ]);
  });

  it('tells null from what is not there, and a list from an object', () => {
    expect(jsonChanges({ a: null }, {})).toEqual([{ kind: 'removed', path: ['a'], before: null }]);
    expect(jsonChanges([-0], [0])).toEqual([]);
    expect(jsonChanges([], {})).toEqual([{ kind: 'changed', path: [], before: [], after: {} }]);
  });
});

describe.each([
  ['words', (before: string, after: string) => wordChanges(before, after, 'ru')],
  ['lines', lineChanges],
])('changes of a text by %s', (_unit, changes) => {
  const text = fc
    .array(fc.constantFrom('проба ', 'word ', 'ёж', ', ', '\n', 'x'), { maxLength: 30 })
    .map((parts) => parts.join(''));
  it('hold both texts', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const pieces = changes(before, after);
        const without = (kind: string) =>
          pieces.filter((piece) => piece.kind !== kind).map((piece) => piece.text);
        expect(without('added').join('')).toBe(before);
        expect(without('removed').join('')).toBe(after);
      }),
    );
  });
});

it('Russian words are words', () => {
  expect(wordChanges('рыжая лиса', 'чёрная лиса', 'ru')).toEqual([
    { kind: 'removed', text: 'рыжая' },
    { kind: 'added', text: 'чёрная' },
    { kind: 'same', text: ' лиса' },
  ]);
});

it('a text too different for a comparison is taken as another', () => {
  const long = (letter: string) =>
    Array.from({ length: 3000 }, (_, place) => `same ${place}\n${letter}\n`).join('');
  expect(lineChanges(long('a'), long('b')).map(({ kind }) => kind)).toEqual(['removed', 'added']);
});
