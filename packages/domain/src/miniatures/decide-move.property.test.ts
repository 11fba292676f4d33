import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DomainError } from '../kernel/errors.ts';
import { assertMove } from './decide-move.ts';
import { maxQuantity, stages } from './stages.ts';

function refusalOf(move: Parameters<typeof assertMove>[0]): string | null {
  try {
    assertMove(move);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

test('back or same is no transition, too many is no quantity, anything else may be tried', () => {
  const stage = fc.constantFrom(...stages);
  const quantity = fc.oneof(fc.integer({ min: -1, max: maxQuantity + 1 }), fc.double());
  fc.assert(
    fc.property(stage, stage, quantity, (from, to, amount) => {
      const forward = stages.indexOf(to) > stages.indexOf(from);
      const possible = Number.isInteger(amount) && amount >= 1 && amount <= maxQuantity;
      const expected = forward
        ? possible
          ? null
          : 'ERR_VALIDATION'
        : 'ERR_INVALID_STAGE_TRANSITION';
      expect(refusalOf({ from, to, quantity: amount })).toBe(expected);
    }),
  );
});
