import { expect, test } from 'vitest';
import { provesSignature, signatureProofMs } from './signature.ts';

const now = 1_000_000_000;

test.each([
  ['never', null, false],
  ['just now', now - 1, true],
  ['at this very moment', now, true],
  ['as long ago as counts', now - signatureProofMs, true],
  ['longer ago', now - signatureProofMs - 1, false],
  ['in a time that is to come', now + signatureProofMs + 1, false],
])('a proof given %s', (_, provedAt, proves) => {
  expect(provesSignature({ provedAt, maySign: true }, now)).toBe(proves);
});

test('what somebody signed in with is no proof for what they sign, however long ago it was', () => {
  for (const provedAt of [now, now - 1, now - 2_000, now - signatureProofMs]) {
    expect(provesSignature({ provedAt, maySign: false }, now)).toBe(false);
  }
});
