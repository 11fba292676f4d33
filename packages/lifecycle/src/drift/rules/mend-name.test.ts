import { expect, test } from 'vitest';
import { makeMendName, mendNameProblem } from './mend-name.ts';

const newest = '20261121040300_tracks_baseline';
const surroundings = { areas: ['kernel', 'time', 'tracks'], newest };

test.each([
  ['20261201000000_time_mend', undefined],
  ['mend', 'pattern'],
  ['20261201000000_time_', 'pattern'],
  ['20261301000000_time_mend', 'moment'],
  ['20270229000000_time_mend', 'moment'],
  ['20261201240000_time_mend', 'moment'],
  ['20261201000000_foo_mend', 'area'],
  ['20251201000000_time_mend', 'too-early'],
  [newest, 'too-early'],
])('%s: %s', (name, problem) => {
  expect(mendNameProblem(name, surroundings)).toBe(problem);
});

test.each([
  [['time'], newest, '20261121040301_time_mend_drift'],
  [['time', 'runs'], '20261231235959_tracks_more', '20270101000000_kernel_mend_drift'],
  [['nobodys'], newest, '20261121040301_kernel_mend_drift'],
])('a name of its own for %o behind %s', (schemas, newest, expected) => {
  const name = makeMendName(new Set(schemas), { ...surroundings, newest });
  expect(name).toBe(expected);
  expect(mendNameProblem(name, { ...surroundings, newest })).toBeUndefined();
});
