import fc from 'fast-check';
import { expect, test } from 'vitest';
import { patchedResult, type ResultContent, type ResultPatch, resultStatuses } from './result.ts';

const status = fc.constantFrom(...resultStatuses);
const text = fc.constantFrom('', 'dark', 'restarts');
const measured = fc.option(fc.constantFrom('41 s', '5 V'));
const patch: fc.Arbitrary<ResultPatch> = fc.record(
  {
    status,
    failReasonCode: fc.option(fc.constant('firmware_bug')),
    comment: text,
    measuredValue: measured,
    defects: fc.subarray(['CAM-1', 'CAM-2']),
    step: fc.record(
      { index: fc.nat(4), status: fc.option(status), comment: text, measuredValue: measured },
      { requiredKeys: ['index'] },
    ),
  },
  { requiredKeys: [] },
);
const patches = fc.array(patch, { minLength: 1, maxLength: 12 });
const after = (all: readonly ResultPatch[]) =>
  all.reduce<ResultContent | null>(patchedResult, null);

test('law: a patch said twice is as one said once', () => {
  fc.assert(
    fc.property(patches, patch, (before, last) => {
      const once = patchedResult(after(before), last);
      expect(patchedResult(once, last)).toEqual(once);
    }),
  );
});

test('law: what a patch leaves out stays, and what it says is so', () => {
  fc.assert(
    fc.property(patches, patch, (before, last) => {
      const was = after(before);
      const is = patchedResult(was, last);
      expect(is.comment).toBe(last.comment ?? was?.comment ?? '');
      expect(is.defects).toEqual(last.defects ?? was?.defects ?? []);
      if (last.status) expect(is.status).toBe(last.status);
      for (const [place, step] of is.steps.entries()) {
        if (place !== last.step?.index) expect(step).toEqual(was?.steps[place] ?? null);
      }
      if (last.step?.comment !== undefined) {
        expect(is.steps[last.step.index]?.comment).toBe(last.step.comment);
      }
    }),
  );
});

test('law: only a fail has a reason', () => {
  fc.assert(
    fc.property(patches, (all) => {
      const result = after(all);
      if (result?.status !== 'fail') expect(result?.failReasonCode).toBeNull();
    }),
  );
});
