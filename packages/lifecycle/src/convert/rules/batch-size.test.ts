import { expect, test } from 'vitest';
import { nextBatchSize } from './batch-size.ts';

test('a slow batch halves the next one at the most, a fast one doubles it', () => {
  expect(nextBatchSize(64, 10_000)).toBe(32);
  expect(nextBatchSize(64, 0)).toBe(128);
  expect(nextBatchSize(64, 60)).toBe(64);
});

test('it never stands still, and never grows without end', () => {
  expect(nextBatchSize(1, 10_000)).toBe(1);
  expect(nextBatchSize(4_096, 1)).toBe(4_096);
});
