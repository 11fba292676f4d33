import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterCrash, type Found } from './after-crash.ts';

const found: fc.Arbitrary<Found> = fc.record(
  {
    intended: fc.boolean(),
    recorded: fc.boolean(),
    repeatability: fc.constantFrom('repeatable', 'keyed', 'probed', 'unknown'),
    probe: fc.constantFrom('happened', 'did_not_happen', 'cannot_tell'),
    decision: fc.constantFrom('retry', 'done'),
  },
  { requiredKeys: ['intended', 'recorded', 'repeatability'] },
);

test('what is recorded is never done again', () => {
  fc.assert(
    fc.property(found, (one) => {
      expect(afterCrash({ ...one, recorded: true })).toBe('go_on');
    }),
  );
});

test('what may have happened is done again only where that is harmless, asked for, or known not to have happened', () => {
  fc.assert(
    fc.property(found, (one) => {
      const what = afterCrash({ ...one, intended: true, recorded: false });
      if (what !== 'perform') return;
      expect(
        one.repeatability === 'repeatable' ||
          one.decision === 'retry' ||
          (one.repeatability === 'probed' && one.probe === 'did_not_happen'),
      ).toBe(true);
    }),
  );
});

test('a decision and a probe leave nothing open', () => {
  fc.assert(
    fc.property(found, (one) => {
      if (one.decision !== undefined) expect(afterCrash(one)).not.toBe('stuck');
      if (one.probe !== undefined) expect(afterCrash(one)).not.toBe('ask_probe');
    }),
  );
});

test('what was never intended did not happen', () => {
  fc.assert(
    fc.property(found, (one) => {
      expect(afterCrash({ ...one, intended: false, recorded: false })).toBe('perform');
    }),
  );
});
