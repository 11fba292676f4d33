import { expect, it } from 'vitest';
import { durationWords } from './duration-words.ts';

const said = (language: string, ms: number) => durationWords(language)(ms).replaceAll(/\s/g, ' ');

it('says a span in its two largest units', () => {
  const words = [0, 250, 999.4, 1000, 4120, 59_960, 200_000, 3_600_000, 5_400_000, 90_061_000];
  expect(words.map((ms) => said('en', ms))).toEqual([
    '0 ms',
    '250 ms',
    '999 ms',
    '1 sec',
    '4.1 sec',
    '1 min',
    '3 min 20 sec',
    '1 hr',
    '1 hr 30 min',
    '1 day 1 hr',
  ]);
});

it('says it in Russian as well', () => {
  expect(said('ru', 4120)).toBe('4,1 с');
  expect(said('ru', 200_000)).toBe('3 мин 20 с');
});
