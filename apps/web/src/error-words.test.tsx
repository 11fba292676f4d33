import { kernelErrors } from '@atelier/domain/kernel/errors.ts';
import { miniaturesErrors } from '@atelier/domain/miniatures/errors.ts';
import { lifecycleErrors } from '@atelier/lifecycle/errors/lifecycle-errors.ts';
import { expect, it } from 'vitest';
import { codeWords } from './kernel/errors/error-words.ts';
import { createI18n } from './kernel/i18n/create-i18n.ts';
import { loadWords, wordAreas } from './words.ts';

const codes = Object.keys({ ...kernelErrors, ...lifecycleErrors, ...miniaturesErrors });

it.each(['en', 'ru'] as const)('every code of the domain has words: %s', async (language) => {
  const i18n = await createI18n({ language, load: loadWords, areas: wordAreas });
  const unknown = codeWords(i18n, { code: 'ERR_NEVER_HEARD_OF', details: {} }).text;
  for (const code of codes.filter((one) => one !== 'ERR_INTERNAL')) {
    const { text } = codeWords(i18n, { code, details: { available: 1200, limit: 5 } });
    expect(text, code).not.toBe(unknown);
    expect(text, code).not.toContain('{{');
  }
});

it('fills the facts in, with numbers as the language writes them', async () => {
  const i18n = await createI18n({ language: 'ru', load: loadWords, areas: wordAreas });
  const refusal = { code: 'ERR_INSUFFICIENT_QTY', details: { available: 12_345 } };
  expect(codeWords(i18n, refusal).text).toMatch(/Доступно: 12\s345\./);
});
