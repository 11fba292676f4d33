import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type JsonValue } from './canonical-json.ts';

const values = fc.jsonValue({ maxDepth: 4 }).map((value) => value as JsonValue);

test('says the value, and nothing else', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('is the same however the members were put in', () => {
  const members = fc.uniqueArray(fc.tuple(fc.string(), values), { selector: ([key]) => key });
  fc.assert(
    fc.property(members, (pairs) => {
      const one = Object.fromEntries(pairs);
      const other = Object.fromEntries(pairs.toReversed());
      expect(canonicalJson(one)).toBe(canonicalJson(other));
    }),
  );
});

test('leaves out what is undefined, and sorts by UTF-16 units', () => {
  expect(
    canonicalJson({ b: 1, ä: undefined, a: [null, 'x'], '\u{1f600}': true, '\ufb00': 2 }),
  ).toBe('{"a":[null,"x"],"b":1,"\u{1f600}":true,"\ufb00":2}');
});
