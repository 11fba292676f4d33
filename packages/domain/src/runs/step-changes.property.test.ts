import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseStep } from './case-content.ts';
import { stepChanges } from './step-changes.ts';

// Few letters, so that two of them are often the same.
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 3 });

const anyStep: fc.Arbitrary<CaseStep> = fc.record({
  action: text,
  expected: text,
  data: text,
  sharedVersionId: fc.constant(null),
});

const anySteps = fc.array(anyStep, { maxLength: 8 });

test('what was and what is can both be read from the changes', () => {
  fc.assert(
    fc.property(anySteps, anySteps, (before, after) => {
      const changes = stepChanges(before, after);
      expect(changes.flatMap((one) => ('before' in one ? [one.before] : []))).toEqual(before);
      expect(changes.flatMap((one) => ('after' in one ? [one.after] : []))).toEqual(after);
    }),
  );
});

test('nothing is told of steps that stayed, wherever others came or went', () => {
  fc.assert(
    fc.property(anySteps, anyStep, fc.nat(8), (steps, step, place) => {
      const longer = steps.toSpliced(place, 0, step);
      const told = stepChanges(steps, longer).filter(({ kind }) => kind !== 'same');
      expect(told.map(({ kind }) => kind)).toEqual(['added']);
    }),
  );
});
