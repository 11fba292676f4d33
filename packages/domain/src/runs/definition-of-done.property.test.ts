import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ItemFacts, missingForDone, type RunFacts } from './definition-of-done.ts';
import { resultStatuses, verdicts } from './result.ts';

const item: fc.Arbitrary<ItemFacts> = fc.record({
  id: fc.uuid(),
  tags: fc.subarray(['L0', 'l0', 'L1', 'video']),
  result: fc.option(
    fc.record({
      status: fc.constantFrom(...resultStatuses),
      failReasonCode: fc.option(fc.constant('firmware_bug')),
      comment: fc.constantFrom('', ' ', 'It restarts.'),
    }),
  ),
});
const run: fc.Arbitrary<RunFacts> = fc.record({
  projectId: fc.option(fc.constant('project')),
  asset: fc.option(fc.record({ firmwareVersion: fc.constantFrom('', ' ', '5.7.1') })),
  executedByUserId: fc.option(fc.constant('tom')),
  templateId: fc.option(fc.constant('template')),
  verdict: fc.option(fc.constantFrom(...verdicts)),
  items: fc.uniqueArray(item, { maxLength: 6, selector: ({ id }) => id }),
});

/** What has to be so, said as it is in the rule and not as it is computed. */
function isDone({ projectId, asset, executedByUserId, templateId, verdict, items }: RunFacts) {
  const isL0 = ({ tags }: ItemFacts) => tags.includes('L0') || tags.includes('l0');
  const isExplained = ({ result }: ItemFacts) =>
    result?.status !== 'fail' || (result.failReasonCode !== null && result.comment.trim() !== '');
  return (
    projectId !== null &&
    asset !== null &&
    asset.firmwareVersion.trim() !== '' &&
    executedByUserId !== null &&
    templateId !== null &&
    verdict !== null &&
    items.some(isL0) &&
    items.every((each) => !isL0(each) || each.result !== null) &&
    items.every(isExplained)
  );
}

test('law: nothing is missing of a run exactly when the definition of done is met', () => {
  fc.assert(
    fc.property(run, (facts) => {
      expect(missingForDone(facts).length === 0).toBe(isDone(facts));
    }),
    { numRuns: 500 },
  );
});

test('law: what is missing of an item names one that is in the run, and nothing twice', () => {
  fc.assert(
    fc.property(run, (facts) => {
      const missing = missingForDone(facts);
      const ids = facts.items.map(({ id }) => id);
      for (const { itemId } of missing) if (itemId !== undefined) expect(ids).toContain(itemId);
      const keys = missing.map(({ what, itemId = '' }) => `${what} ${itemId}`);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});
