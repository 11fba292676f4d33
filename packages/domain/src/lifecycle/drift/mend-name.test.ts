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
  [['time'], '2026-12-01T02:03:04.567Z', '20261201020304_time_mend_drift'],
  [['time', 'runs'], '2026-12-01T02:03:04.567Z', '20261201020304_kernel_mend_drift'],
  [['nobodys'], '2026-12-01T02:03:04.567Z', '20261201020304_kernel_mend_drift'],
  [['time'], '2020-01-01T00:00:00.000Z', '20261121040301_time_mend_drift'],
])('a name of its own for %o at %s', (schemas, now, expected) => {
  const name = makeMendName(new Set(schemas), surroundings, new Date(now));
  expect(name).toBe(expected);
  expect(mendNameProblem(name, surroundings)).toBeUndefined();
});
