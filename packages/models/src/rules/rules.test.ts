import { modelErrors } from '@atelier/domain/kernel/model-errors.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideNext } from './decide-next.ts';
import { redact } from './redact.ts';
import { retryAfterMs } from './retry-after.ts';

const now = Date.UTC(2026, 10, 30, 12);

describe('how long to wait', () => {
  test.each<[Record<string, string>, number | undefined]>([
    [{ 'retry-after': '20' }, 20_000],
    [{ 'retry-after': ' 1.5 ' }, 1500],
    [{ 'retry-after': 'Mon, 30 Nov 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Mon, 30 Nov 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
    [{ 'retry-after': '-1' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{}, undefined],
  ])('%j', (headers, expected) => {
    expect(retryAfterMs(headers, now)).toBe(expected);
  });
});

describe('keys', () => {
  const key = fc
    .string({ minLength: 8, maxLength: 60, unit: 'grapheme-ascii' })
    .filter((one) => one.trim() === one && !/\s/.test(one));
  test('are in nothing that is told, as they are and as JSON and addresses write them', () => {
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (secret, before, after) => {
        const text = redact(
          `${before}${secret}${JSON.stringify(secret)}${encodeURIComponent(secret)}${after}`,
          [secret],
        );
        expect(text.includes(secret) && !`${before}${after}•••`.includes(secret)).toBe(false);
      }),
    );
  });

  test.each([
    ['Incorrect API key provided: sk-proj-abcdefgh1234.', 'Incorrect API key provided: •••.'],
    ['Authorization: Bearer abcdef.ghi=', 'Authorization: Bearer •••'],
    ['at https://me:word@host/v1?api_key=abc&x=1', 'at https://•••host/v1?api_key=•••&x=1'],
    ['the rest   of\nit stays', 'the rest of it stays'],
  ])('%s', (text, expected) => {
    expect(redact(text, [])).toBe(expected);
  });

  test('what is told is short', () => {
    expect(redact('x'.repeat(5000), []).length).toBeLessThan(310);
  });
});

describe('what follows a failure', () => {
  const codes = Object.keys(modelErrors).filter(
    (one): one is keyof typeof modelErrors => one in modelErrors,
  );
  const state = fc.record({
    attempts: fc.integer({ min: 1, max: 10 }),
    attemptsAtMost: fc.integer({ min: 1, max: 5 }),
    remainingMs: fc.integer({ min: -1000, max: 1_000_000 }),
    hasFallback: fc.boolean(),
    random: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const failure = fc.record({
    code: fc.constantFrom(...codes),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined }),
  });

  test('it ends: no request too many, no wait beyond the time, none shorter than was asked', () => {
    fc.assert(
      fc.property(failure, state, (failed, at) => {
        const next = decideNext(failed, at);
        if (next.step === 'retry') {
          expect(at.attempts).toBeLessThan(at.attemptsAtMost);
          expect(next.afterMs).toBeLessThan(at.remainingMs);
          expect(next.afterMs).toBeGreaterThanOrEqual(failed.retryAfterMs ?? 1);
        }
        if (next.step === 'fall-back') expect(at.hasFallback).toBe(true);
        if (at.remainingMs <= 0) expect(next.step).toBe('give-up');
      }),
    );
  });
});
