import { expect, test } from 'vitest';
import { provesSignature, signatureProofMs } from './signature.ts';

const startedAt = 1_000_000;
const now = startedAt + 60 * 60_000;
const asked = { signInCounts: false };

test.each([
  ['never', null, false],
  ['just now', now - 1, true],
  ['as long ago as counts', now - signatureProofMs, true],
  ['longer ago', now - signatureProofMs - 1, false],
  ['in a time that is to come', now + signatureProofMs + 1, false],
])('a proof given %s', (_, provedAt, proves) => {
  expect(provesSignature({ startedAt, provedAt }, now, asked)).toBe(proves);
});

test('the sign-in itself is a proof for programs alone', () => {
  const session = { startedAt, provedAt: startedAt + 20 };
  expect(provesSignature(session, startedAt + 5_000, asked)).toBe(false);
  expect(provesSignature(session, startedAt + 5_000, { signInCounts: true })).toBe(true);
  expect(
    provesSignature({ startedAt, provedAt: startedAt + 2_000 }, startedAt + 5_000, asked),
  ).toBe(true);
});
