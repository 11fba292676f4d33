import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault, maxJsonDepth } from './json.ts';

// The characters that matter, and a few others.
const odd = fc.string({
  unit: fc.constantFrom(...'aaaabbbbcccc\\"é', '\u0000', '\ud800', '😀'),
  maxLength: 6,
});
const key = fc.oneof({ weight: 9, arbitrary: odd }, fc.constant('__proto__'));
const { anyJson } = fc.letrec<{ anyJson: unknown }>((tie) => ({
  anyJson: fc.oneof(
    { maxDepth: 3 },
    odd,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('anyJson'), { maxLength: 3 }),
    fc
      .array(fc.tuple(key, tie('anyJson')), { maxLength: 3 })
      .map((fields) => Object.fromEntries(fields)),
  ),
}));

test('what is kept as JSON comes back the same', () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      const plain: unknown = JSON.parse(JSON.stringify(value));
      const fault = jsonFault(plain);
      const text = JSON.stringify(plain);
      const isStorable =
        !/\\u0000|\\ud[89a-f]/i.test(text.replaceAll('\\\\', '')) && !text.includes('"__proto__":');
      expect(fault === null).toBe(isStorable);
    }),
    { numRuns: 500 },
  );
});

test('anything at all is told to be JSON or not, with the place', () => {
  fc.assert(
    fc.property(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
      (value) => {
        const fault = jsonFault(value);
        if (fault === null && value !== undefined)
          expect(JSON.parse(JSON.stringify(value))).toBeDefined();
      },
    ),
  );
  expect(jsonFault({ a: [1, Number.NaN] })).toEqual({ code: 'number', path: ['a', 1] });
  expect(jsonFault({ a: { b: '\ud800' } })).toEqual({ code: 'character', path: ['a', 'b'] });
  expect(jsonFault(JSON.parse('{"a": {"__proto__": 1}}'))).toEqual({
    code: 'key',
    path: ['a', '__proto__'],
  });
  expect(jsonFault({ at: new Date(0) })).toMatchObject({ code: 'kind' });
  expect(jsonFault({ left: undefined })).toBeNull();
});

test('no depth is too deep to be refused', () => {
  const nest = (depth: number) => {
    let value: unknown = 1;
    for (let at = 0; at < depth; at++) value = [value];
    return value;
  };
  expect(jsonFault(nest(maxJsonDepth))).toBeNull();
  expect(jsonFault(nest(maxJsonDepth + 1))).toMatchObject({ code: 'depth' });
  expect(jsonFault(nest(100_000))).toMatchObject({ code: 'depth' });
});
