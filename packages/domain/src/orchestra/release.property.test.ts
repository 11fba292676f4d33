import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dependencyState, releaseOf, suiteRunStatus } from './release.ts';
import { isFinished, type RunCounts, testRunStatuses } from './statuses.ts';
import { dependencyConditions } from './suite-file.ts';

const status = fc.constantFrom(...testRunStatuses);
const condition = fc.constantFrom(...dependencyConditions);

test('a dependency that is decided stays so, whatever becomes of the runs that are not over', () => {
  fc.assert(
    fc.property(
      condition,
      fc.array(status, { minLength: 1 }),
      fc.array(status),
      (on, runs, later) => {
        const state = dependencyState(on, runs);
        fc.pre(state !== 'wait');
        let place = 0;
        const next = runs.map((one) => (isFinished(one) ? one : (later[place++] ?? one)));
        expect(dependencyState(on, next)).toBe(state);
      },
    ),
  );
});

test('once all runs are over nothing waits for them', () => {
  const finished = status.filter(isFinished);
  fc.assert(
    fc.property(condition, fc.array(finished), (on, runs) => {
      expect(dependencyState(on, runs)).not.toBe('wait');
    }),
  );
});

test('one that cannot be met decides, before all that are waited for', () => {
  expect(releaseOf(['met', 'wait', 'unmet'])).toBe('unmet');
  expect(releaseOf(['met', 'wait'])).toBe('wait');
  expect(releaseOf([])).toBe('met');
});

test('a suite run is over when all of its test runs are, and failed when one is', () => {
  const counts = fc
    .tuple(...testRunStatuses.map(() => fc.nat(3)))
    .map(
      (each) =>
        Object.fromEntries(testRunStatuses.map((one, at) => [one, each[at] ?? 0])) as RunCounts,
    );
  fc.assert(
    fc.property(counts, (all) => {
      const isOver = testRunStatuses.every((one) => isFinished(one) || all[one] === 0);
      expect(suiteRunStatus(all) !== 'IN_PROGRESS').toBe(isOver);
      if (isOver) expect(suiteRunStatus(all) === 'FAILED').toBe(all.FAILED > 0);
    }),
  );
});
