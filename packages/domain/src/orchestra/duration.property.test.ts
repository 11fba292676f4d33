import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationText, maxDuration, milliseconds } from './duration.ts';

test('a duration that is written is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: maxDuration }), (span) => {
      expect(milliseconds(durationText(span))).toBe(span);
      expect(milliseconds(span)).toBe(span);
    }),
  );
});

test('what is no duration is none', () => {
  expect(milliseconds('1h30m')).toBe(5_400_000);
  expect(milliseconds('0s')).toBe(0);
  for (const written of [
    '',
    's',
    '30',
    '1m1h',
    '1s1s',
    '-1s',
    '1.5s',
    '400d',
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    {},
  ])
    expect(milliseconds(written)).toBeNull();
});
