import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pick } from '../src/proof.ts';

const cases = fc.uniqueArray(fc.nat(), { maxLength: 30 });

test('so many cases are picked, in their order, and the same ones for the same seed', () => {
  fc.assert(
    fc.property(cases, fc.nat(40), fc.nat(), (all, number, seed) => {
      const picked = pick(all, number, seed);
      expect(picked).toHaveLength(Math.min(number, all.length));
      expect(picked).toEqual(all.filter((each) => picked.includes(each)));
      expect(pick(all, number, seed)).toEqual(picked);
    }),
  );
});

test('over many seeds every case has its turn', () => {
  const all = Array.from({ length: 20 }, (_, place) => place);
  const seen = new Set(Array.from({ length: 200 }, (_, seed) => pick(all, 2, seed)).flat());
  expect(seen.size).toBe(20);
});
