import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

const backoff = fc.record({
  firstMs: fc.integer({ min: 1, max: 1000 }),
  factor: fc.integer({ min: 1, max: 10 }),
  maxMs: fc.integer({ min: 1000, max: 60_000 }),
  jitter: fc.double({ min: 0, max: 1, noNaN: true }),
});
const random = fc.double({ min: 0, max: 1, noNaN: true });

test('pauses are between nothing and the longest, and without chance never shorter than the one before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), backoff, random, (attempt, rules, chance) => {
      const ms = backoffMs(attempt, rules, chance);
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThanOrEqual(rules.maxMs);
      const plain = { ...rules, jitter: 0 };
      expect(backoffMs(attempt + 1, plain, chance)).toBeGreaterThanOrEqual(
        backoffMs(attempt, plain, chance),
      );
    }),
  );
});
