import { expect, it } from 'vitest';
import { codeWords } from './kernel/errors/error-words.ts';
import { createI18n } from './kernel/i18n/create-i18n.ts';
import { loadMessages, namespaces } from './messages.ts';

/** Every area's table of errors, found as the areas' own words are: by the name of its file. */
const files = import.meta.glob<Record<string, unknown>>(
  [
    '../../../packages/domain/src/*/errors.ts',
    '../../../packages/domain/src/**/*-errors.ts',
    '../../../packages/lifecycle/src/errors/lifecycle-errors.ts',
  ],
  { eager: true },
);
const codes = Object.values(files)
  .flatMap((file) => Object.values(file))
  .filter((one) => typeof one === 'object' && one !== null)
  .flatMap((table) => Object.keys(table))
  .filter((code) => code.startsWith('ERR_'));

/** What refusals tell besides their codes. */
const facts = {
  ...{
    available: 1200,
    limit: 5,
    retrySeconds: 30,
    newest: 3,
    by: 'Ada',
    runTitle: 'Night',
    line: 7,
    reason: 'ends early',
    title: 'Boots',
    name: 'Smoke',
    mib: 64,
    names: 'env.base',
  },
};

it('finds the tables of errors', () => {
  expect(codes).toContain('ERR_VALIDATION');
  expect(codes).toContain('ERR_INSUFFICIENT_QTY');
  expect(codes).toContain('ERR_MIGRATION_LOCKED');
});

it.each(['en', 'ru'] as const)('every code of the domain has words: %s', async (language) => {
  const i18n = await createI18n({ language, load: loadMessages, namespaces });
  const unknown = codeWords(i18n, { code: 'ERR_NEVER_HEARD_OF', details: {} }).text;
  for (const code of codes.filter((one) => one !== 'ERR_INTERNAL')) {
    const { text } = codeWords(i18n, { code, details: facts });
    expect(text, code).not.toBe(unknown);
    expect(text, code).not.toContain('{{');
  }
});

it('fills the facts in, with numbers as the language writes them', async () => {
  const i18n = await createI18n({ language: 'ru', load: loadMessages, namespaces });
  const refusal = { code: 'ERR_INSUFFICIENT_QTY', details: { available: 12_345 } };
  expect(codeWords(i18n, refusal).text).toMatch(/Доступно: 12\s345\./);
});
