import { expect, test } from 'vitest';
import {
  type PinnedVersion,
  pinned,
  stepBlocks,
  takeVersion,
  withTruePins,
} from './shared-steps.ts';

const step = (action: string, sharedVersionId: string | null = null) => ({
  action,
  expected: '',
  data: '',
  sharedVersionId,
});
const version = (id: string, ...actions: string[]): PinnedVersion => ({
  id,
  sharedStepId: 's',
  steps: actions.map((action) => step(action)),
});
const [one, two] = [version('v1', 'Sign in', 'Open'), version('v2', 'Sign in anew')];
test('a version that stands twice in a row is two blocks', () => {
  const steps = [...pinned(one), ...pinned(one), step('own')];
  expect(stepBlocks(steps, new Map([['v1', 2]])).map(({ start }) => start)).toEqual([0, 2, 4]);
});

test('a newer version is taken wherever an older one stood', () => {
  const steps = [step('first'), ...pinned(one), ...pinned(one), step('last')];
  expect(takeVersion(steps, [one], two)).toEqual([
    step('first'),
    ...pinned(two),
    ...pinned(two),
    step('last'),
  ]);
});

test('steps that do not say what the version says are the case’s own', () => {
  const told = [...pinned(one), step('Sign in', 'v1'), step('other', 'gone')];
  expect(withTruePins(told, [one])).toEqual([...pinned(one), step('Sign in'), step('other')]);
});
