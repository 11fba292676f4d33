import { expect, test } from 'vitest';
import { type ComparedOutcome, changedBetween, comparedKind } from './compare.ts';

const outcome = (status: 'ok' | 'fail' | 'na' | null, versionNumber = 1): ComparedOutcome => ({
  itemId: 'item',
  status,
  versionNumber,
});

test('what became of a case is told by its last two results', () => {
  const became = (...all: ('ok' | 'fail' | 'na' | null)[]) =>
    comparedKind(all.map((status) => outcome(status)));
  expect(became('ok', 'fail')).toBe('new_failure');
  expect(became('na', 'fail')).toBe('new_failure');
  expect(became(null, 'fail')).toBe('new_failure');
  expect(became('fail', 'fail')).toBe('still_failing');
  expect(became('fail', 'ok')).toBe('fixed');
  expect(became('fail', 'na')).toBe('same');
  expect(became('ok', null)).toBe('not_run');
  expect(became('ok', 'ok')).toBe('same');
  expect(became(null, null)).toBe('same');
  expect(became('ok', 'fail', 'fail')).toBe('still_failing');
  expect(became('fail', null, 'ok')).toBe('fixed');
  expect(comparedKind([outcome('ok'), null])).toBe('not_run');
});

test('a text is told as changed only between runs that have the case', () => {
  expect(changedBetween([outcome('ok', 1), outcome('ok', 3)])).toEqual({ before: 1, after: 3 });
  expect(changedBetween([outcome('ok', 2), null, outcome(null, 2)])).toBeUndefined();
  expect(changedBetween([null, outcome('ok', 2)])).toBeUndefined();
});
