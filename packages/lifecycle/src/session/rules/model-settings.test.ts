import { expect, test } from 'vitest';
import { readSettings } from '../env.ts';

const read = (environment: Record<string, string>) => readSettings(environment, '/house').models;

test('nothing is set: what the page says', () => {
  expect(read({})).toEqual({
    connections: [],
    limits: { firstTokenMs: 120_000, betweenTokensMs: 60_000, wholeMs: 600_000 },
    daily: { tokens: undefined, cost: undefined },
    prices: {},
  });
});

test('a model, and another one at the same address with the same key', () => {
  const first = {
    baseUrl: 'https://api.example/v1',
    apiKey: 'sk-a',
    model: 'large',
    structured: 'schema',
  };
  const set = { LLM_BASE_URL: 'https://api.example/v1/', LLM_API_KEY: 'sk-a', LLM_MODEL: 'large' };
  expect(read(set).connections).toEqual([first]);
  expect(read({ ...set, LLM_FALLBACK_MODEL: 'small' }).connections).toEqual([
    ...[first, { ...first, model: 'small' }],
  ]);
});

test('another address does not get the first one’s key', () => {
  const { connections } = read({
    ...{ LLM_BASE_URL: 'https://api.example/v1', LLM_API_KEY: 'sk-a', LLM_MODEL: 'large' },
    ...{ LLM_FALLBACK_BASE_URL: 'http://127.0.0.1:11434/v1', LLM_FALLBACK_MODEL: 'qwen3' },
  });
  expect(connections[1]).toMatchObject({ baseUrl: 'http://127.0.0.1:11434/v1', apiKey: undefined });
});

test('the rehearsal needs no model', () => {
  expect(read({ LLM_BASE_URL: 'rehearsal:100' }).connections).toMatchObject([
    { baseUrl: 'rehearsal:100', model: 'rehearsal', apiKey: undefined },
  ]);
});

test('limits and prices', () => {
  const set = {
    LLM_TOKENS_PER_DAY: '100000',
    LLM_COST_PER_DAY: '0.5',
    LLM_PRICES: 'large=2.5/10, *=0/0',
  };
  expect(read(set)).toMatchObject({
    daily: { tokens: 100_000, cost: 0.5 },
    prices: { large: { input: 2.5, output: 10 }, '*': { input: 0, output: 0 } },
  });
});

test.each<[Record<string, string>, string]>([
  [{ LLM_BASE_URL: 'ollama' }, 'LLM_BASE_URL'],
  [{ LLM_BASE_URL: 'https://api.example/v1' }, 'LLM_MODEL'],
  [{ LLM_API_KEY: 'sk-a' }, 'LLM_BASE_URL'],
  [{ LLM_BASE_URL: 'rehearsal:', LLM_FALLBACK_BASE_URL: 'https://x/v1' }, 'LLM_FALLBACK_MODEL'],
  [{ LLM_COST_PER_DAY: '1' }, 'LLM_PRICES'],
  [{ LLM_PRICES: 'large' }, 'LLM_PRICES'],
  [{ LLM_FIRST_TOKEN_SECONDS: '0' }, 'LLM_FIRST_TOKEN_SECONDS'],
])('%j is refused', (set, name) => {
  expect(() => read(set)).toThrow(
    expect.objectContaining({
      code: 'ERR_SETTING_INVALID',
      params: expect.objectContaining({ name }),
    }),
  );
});
