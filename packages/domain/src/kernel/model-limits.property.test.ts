import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  costMicros,
  decideSpending,
  type ModelPrices,
  parsePrices,
  spendingDayStart,
} from './model-limits.ts';
import { estimateTokens, type TokenUsage } from './model-usage.ts';

const now = Date.UTC(2026, 10, 30, 22, 15);
const count = fc.integer({ min: 0, max: 10_000_000 });
const usage: fc.Arbitrary<TokenUsage> = fc.record({
  inputTokens: count,
  cachedInputTokens: count,
  outputTokens: count,
  reasoningTokens: count,
  isEstimated: fc.boolean(),
});

describe('what an answer costs', () => {
  const prices: ModelPrices = {
    large: { input: 2.5, cachedInput: 0.25, output: 10 },
    '*': { input: 1, output: 4 },
  };

  test('by the price of its model, or by that of all others', () => {
    const used = {
      inputTokens: 1000,
      cachedInputTokens: 400,
      outputTokens: 100,
      reasoningTokens: 50,
      isEstimated: false,
    };
    expect(costMicros('large', used, prices)).toBe(600 * 2.5 + 400 * 0.25 + 100 * 10);
    expect(costMicros('small', used, prices)).toBe(1000 + 400);
    expect(costMicros('small', used, {})).toBeUndefined();
    expect(costMicros('constructor', used, { large: { input: 1, output: 1 } })).toBeUndefined();
  });

  test('is a whole number, never below nothing, and grows with what was used', () => {
    fc.assert(
      fc.property(usage, count, (used, more) => {
        const cost = costMicros('large', used, prices) ?? -1;
        const larger =
          costMicros('large', { ...used, outputTokens: used.outputTokens + more }, prices) ?? -1;
        expect(Number.isInteger(cost) && cost >= 0 && larger >= cost).toBe(true);
      }),
    );
  });
});

describe('the day’s limit', () => {
  test('refuses from the limit on, with when it opens again', () => {
    const opensAt = Date.UTC(2026, 11, 1);
    const limits = { tokens: 1000, cost: 0.5 };
    expect(decideSpending({ tokens: 999, costMicros: 499_999 }, limits, now)).toEqual({
      ...{ allowed: true, tokensLeft: 1, costMicrosLeft: 1 },
    });
    expect(decideSpending({ tokens: 1000, costMicros: 0 }, limits, now)).toEqual({
      ...{ allowed: false, code: 'ERR_MODEL_TOKENS_SPENT', opensAt },
    });
    expect(decideSpending({ tokens: 0, costMicros: 500_000 }, limits, now)).toEqual({
      ...{ allowed: false, code: 'ERR_MODEL_COST_SPENT', opensAt },
    });
  });

  test('without limits everything is allowed; with one of nothing, nothing is; it opens within a day', () => {
    fc.assert(
      fc.property(count, count, fc.date({ noInvalidDate: true }), (tokens, micros, at) => {
        const spent = { tokens, costMicros: micros };
        const free = decideSpending(spent, { tokens: undefined, cost: undefined }, at.getTime());
        expect(free.allowed).toBe(true);
        const shut = decideSpending(spent, { tokens: 0, cost: undefined }, at.getTime());
        if (shut.allowed) throw new Error('allowed');
        expect(shut.opensAt).toBeGreaterThan(at.getTime());
        expect(shut.opensAt - at.getTime()).toBeLessThanOrEqual(86_400_000);
        // At that instant, nothing of the new day is used up.
        expect(spendingDayStart(shut.opensAt)).toBe(shut.opensAt);
      }),
    );
  });
});

test.each([
  [
    'large=2.5/10/0.25, qwen3:8b=0/0',
    { large: { input: 2.5, output: 10, cachedInput: 0.25 }, 'qwen3:8b': { input: 0, output: 0 } },
  ],
  ['*=1/4', { '*': { input: 1, output: 4 } }],
  ['', {}],
  ['large=2.5', undefined],
  ['large=-1/2', undefined],
  ['=1/2', undefined],
])('prices: %s', (text, expected) => {
  const read = parsePrices(text);
  expect(read && { ...read }).toEqual(expected);
});

test('an estimate of tokens never shrinks with the text, and is more for Russian', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, more) => {
      expect(estimateTokens(text + more)).toBeGreaterThanOrEqual(estimateTokens(text));
    }),
  );
  expect(estimateTokens('замыкание')).toBeGreaterThan(estimateTokens('closuring'));
  expect(estimateTokens('')).toBe(0);
});
