import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { FailureText } from './failure-text.tsx';

const nothingCame = {
  code: 'NOTHING_CAME',
  facts: { ms: 90_000, found: 1, count: 2, looked: 1234, host: '' },
};

it.each([
  ['en', nothingCame, 'time: 1 min 30 sec, found: 1, wanted: 2, looked at: 1,234'],
  ['ru', nothingCame, 'время: 1 мин 30 с, найдено: 1, нужно: 2, просмотрено: 1 234'],
  ['en', { code: 'TIMED_OUT', facts: { of: 'attempt' } }, 'limit of: an attempt'],
  ['ru', { code: 'TIMED_OUT', facts: { of: 'attempt' } }, 'ограничение: на попытку'],
  ['ru', { code: 'NEW', facts: { unheardOf: 'x', host: 'shop' } }, 'unheardOf: x, узел: shop'],
] as const)('in %s says what is known of %j', async (language, failure, words) => {
  await renderInLanguage(language, <FailureText failure={failure} />);
  const told = await screen.findByText(/: /);
  expect(told.textContent?.replaceAll(/\s/g, ' ').trim()).toBe(words);
});
