import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Action, defineActions } from './actions.ts';
import { decide } from './decide.ts';
import { needsProof, proofMs } from './proof.ts';
import { everywhere } from './roles.ts';

const { sign, write } = defineActions('things', {
  sign: { role: 'engineer', access: 'write', proof: 'recent' },
  write: { role: 'engineer', access: 'write' },
});
const user = { id: 'u', kind: 'user', grants: [everywhere('admin')] } as const;
const now = 1_800_000_000_000;
const instants = fc.integer({ min: 0, max: 2 * now });

test('what asks for no proof is never held up by one', () => {
  fc.assert(fc.property(fc.option(instants), (shown) => !needsProof(write, user, shown, now)));
});

test('a proof counts for a quarter of an hour, and nothing else is one', () => {
  fc.assert(
    fc.property(instants, (shown) => {
      expect(needsProof(sign, user, shown, now)).toBe(Math.abs(now - shown) > proofMs);
    }),
  );
  expect(needsProof(sign, user, now - proofMs, now)).toBe(false);
  expect(needsProof(sign, user, now - proofMs - 1, now)).toBe(true);
  for (const nothing of [null, undefined, Number.NaN]) {
    expect(needsProof(sign, user, nothing, now)).toBe(true);
  }
});

test('where nobody signs in, and of the house itself, nothing is asked', () => {
  expect(needsProof(sign, user, 'not-asked', now)).toBe(false);
  expect(needsProof(sign, { ...user, kind: 'system' }, null, now)).toBe(false);
});

test('a token proves nothing, so it may do none of it, whatever it allows', () => {
  const limits = { access: 'write', areas: null } as const;
  const may = (action: Action) => decide({ ...user, limits }, action, now);
  expect([may(write), may(sign)]).toEqual(['allowed', 'forbidden']);
});
