import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangeOf } from './byte-range.ts';

const sizes = fc.nat({ max: 10_000 });
const at = fc.oneof(
  fc.nat({ max: 12_000 }).map(String),
  fc.constant(''),
  fc.constant('9'.repeat(40)),
);

test('a range lies within the file, and holds what was asked for', () => {
  fc.assert(
    fc.property(sizes, at, at, (size, from, to) => {
      const range = rangeOf(`bytes=${from}-${to}`, size);
      if (typeof range === 'string') return;
      expect(range.first).toBeGreaterThanOrEqual(0);
      expect(range.last).toBeLessThan(size);
      expect(range.first).toBeLessThanOrEqual(range.last);
      if (from !== '') expect(range.first).toBe(Number(from));
      if (from === '') expect(range.last - range.first + 1).toBe(Math.min(Number(to), size));
    }),
  );
});

test('a first byte within the file is always given, unless the last one is before it', () => {
  fc.assert(
    fc.property(sizes, fc.nat({ max: 12_000 }), at, (size, from, to) => {
      const range = rangeOf(`bytes=${from}-${to}`, size);
      if (to !== '' && Number(to) < from) expect(range).toBe('whole');
      else expect(range === 'beyond').toBe(from >= size);
    }),
  );
});

test('whatever else a header says, the whole is meant', () => {
  fc.assert(
    fc.property(fc.string(), sizes, (header, size) => {
      if (/^bytes=/i.test(header)) return;
      expect(rangeOf(header, size)).toBe('whole');
    }),
  );
  expect(rangeOf(undefined, 5)).toBe('whole');
  expect(rangeOf('bytes=0-0,2-3', 5)).toBe('whole');
  expect(rangeOf('bytes=-', 5)).toBe('whole');
});
