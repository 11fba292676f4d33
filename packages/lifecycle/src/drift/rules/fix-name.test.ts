import { expect, test } from 'vitest';
import { fixNameProblem, makeFixName } from './fix-name.ts';

const newest = '20261121040300_tracks_baseline';
const surroundings = { areas: ['kernel', 'time', 'tracks'], newest };

test.each([
  ['20261201000000_time_fix', undefined],
  ['fix', 'pattern'],
  ['20261201000000_time_', 'pattern'],
  ['20261301000000_time_fix', 'moment'],
  ['20270229000000_time_fix', 'moment'],
  ['20261201240000_time_fix', 'moment'],
  ['20261201000000_foo_fix', 'area'],
  ['20251201000000_time_fix', 'too-early'],
  [newest, 'too-early'],
])('%s: %s', (name, problem) => {
  expect(fixNameProblem(name, surroundings)).toBe(problem);
});

test.each([
  [['time'], newest, '20261121040301_time_fix_drift'],
  [['time', 'runs'], '20261231235959_tracks_more', '20270101000000_kernel_fix_drift'],
  [['nobodys'], newest, '20261121040301_kernel_fix_drift'],
])('a name of its own for %o behind %s', (schemas, newest, expected) => {
  const name = makeFixName(new Set(schemas), { ...surroundings, newest });
  expect(name).toBe(expected);
  expect(fixNameProblem(name, { ...surroundings, newest })).toBeUndefined();
});

test('it stands before what is pending, since that builds on it', () => {
  const schemas = new Set(['time']);
  const behind = {
    ...surroundings,
    pending: ['20260101000000_time_late', '20261201000000_time_x'],
  };
  expect(makeFixName(schemas, behind)).toBe('20261121040301_time_fix_drift');
  const tight = { ...surroundings, pending: ['20261121040301_kernel_x', '20261201000000_time_x'] };
  expect(makeFixName(schemas, tight)).toBe('20261201000001_time_fix_drift');
});
