import { expect, it } from 'vitest';
import { createMeasures } from './use-measures.ts';

/** Intl puts spaces that do not break. */
const plain = (text: string) => text.replaceAll(/\s/g, ' ');

it.each([
  ['en', 0, '0 ms'],
  ['en', 999, '999 ms'],
  ['en', 1_250, '1.3 sec'],
  ['en', 90_000, '1.5 min'],
  ['ru', 1_250, '1,3 с'],
])('%s: a duration of %d ms', (language, milliseconds, text) => {
  expect(plain(createMeasures(language).duration(milliseconds))).toBe(text);
});

it.each([
  ['en', 12, '12 byte'],
  ['en', 12_340, '12 kB'],
  ['en', 45_600_000, '45.6 MB'],
  ['ru', 45_600_000, '45,6 МБ'],
])('%s: a size of %d bytes', (language, bytes, text) => {
  expect(plain(createMeasures(language).bytes(bytes))).toBe(text);
});
