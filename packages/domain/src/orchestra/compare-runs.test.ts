import { expect, it } from 'vitest';
import { type ComparedOutcome, comparedKind, compareRuns, maxCompared } from './compare-runs.ts';
import type { TestRunStatus } from './statuses.ts';

const ran = (status: TestRunStatus, ms: number | null = 1000): ComparedOutcome => ({
  testRunId: 'x',
  status,
  ms,
});
const kind = (before: ComparedOutcome, after: ComparedOutcome) =>
  comparedKind({ scenarioKey: 'a', rowKey: null, name: 'A', before, after });

it('tells what is new from what has long been so', () => {
  expect(kind(ran('PASSED'), ran('FAILED'))).toBe('new_failure');
  expect(kind(ran('SKIPPED'), ran('FAILED_STUCK'))).toBe('new_failure');
  expect(kind(null, ran('FAILED'))).toBe('new_failure');
  expect(kind(ran('FAILED_STUCK'), ran('FAILED'))).toBe('still_failing');
  expect(kind(ran('FAILED'), ran('PASSED'))).toBe('fixed');
  expect(kind(ran('FAILED'), ran('SKIPPED'))).toBe('not_run');
  expect(kind(ran('SKIPPED'), ran('CANCELLED'))).toBe('same');
  expect(kind(ran('SKIPPED'), ran('PASSED'))).toBe('same');
  expect(kind(null, ran('PASSED'))).toBe('added');
  expect(kind(ran('PASSED'), null)).toBe('removed');
});

it('calls slower what is so by half and by more than a quarter of a second', () => {
  expect(kind(ran('PASSED', 1000), ran('PASSED', 1500))).toBe('slower');
  expect(kind(ran('PASSED', 1000), ran('PASSED', 1499))).toBe('same');
  expect(kind(ran('PASSED', 100), ran('PASSED', 349))).toBe('same');
  expect(kind(ran('PASSED', 100), ran('PASSED', 350))).toBe('slower');
  expect(kind(ran('PASSED', 1500), ran('PASSED', 1000))).toBe('faster');
  expect(kind(ran('PASSED', null), ran('PASSED', 9000))).toBe('same');
  expect(kind(ran('FAILED', 100), ran('PASSED', 9000))).toBe('fixed');
});

it('counts all, and lists what differs, the worst first', () => {
  const test = (name: string, before: ComparedOutcome, after: ComparedOutcome) => ({
    ...{ scenarioKey: name, rowKey: null, name, before, after },
  });
  const compared = compareRuns([
    test('same', ran('PASSED'), ran('PASSED')),
    test('fixed', ran('FAILED'), ran('PASSED')),
    test('broken', ran('PASSED'), ran('FAILED')),
  ]);
  expect(compared.tests.map(({ name }) => name)).toEqual(['broken', 'fixed']);
  expect(compared.counts).toMatchObject({ same: 1, fixed: 1, new_failure: 1, slower: 0 });
  const many = Array.from({ length: maxCompared + 1 }, (_, place) =>
    test(String(place), ran('PASSED'), ran('FAILED')),
  );
  expect([compareRuns(many).tests.length, compareRuns(many).isCut]).toEqual([maxCompared, true]);
});
