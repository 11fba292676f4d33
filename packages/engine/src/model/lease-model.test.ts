import { expect, test } from 'vitest';
import { explore } from './explore.ts';
import { type Guards, leaseModel, type Mishaps } from './lease-model.ts';

// Two workers and one run, in every order in which claims, checkpoints, losses and crashes can happen.

const all: Guards = { fence: true, lease: true, checkpoint: true, freshFences: true };
const few: readonly Mishaps[] = [
  { deaths: 1, expiries: 1, lostAnswers: 1, serverCrashes: 0 },
  { deaths: 1, expiries: 1, lostAnswers: 0, serverCrashes: 1 },
];
const mishaps: Mishaps = { deaths: 1, expiries: 1, lostAnswers: 1, serverCrashes: 1 };

// With more mishaps in lease-model.test.ts of the package's tests.
test.each(few)(
  'no step is there twice, nothing acknowledged is lost, and whoever lost its lease writes nothing: %o',
  (some) => {
    const { violation, states } = explore(leaseModel(all, some));
    expect(violation).toBeUndefined();
    expect(states).toBeGreaterThan(1000);
  },
);

test.each<readonly [keyof Guards, string]>([
  ['fence', 'a worker wrote after it had lost its lease'],
  ['lease', 'a worker wrote after it had lost its lease'],
  ['freshFences', 'a worker wrote after it had lost its lease'],
  ['checkpoint', 'a step is there twice'],
])('without %s a checkpoint does harm', (guard, what) => {
  const { violation } = explore(leaseModel({ ...all, [guard]: false }, mishaps));
  expect(violation?.what).toBe(what);
});

test('without any mishap the run ends from wherever it is', () => {
  const none = { deaths: 0, expiries: 0, lostAnswers: 0, serverCrashes: 0 };
  expect(explore(leaseModel(all, none), { findsDeadEnds: true })).toMatchObject({ deadEnds: 0 });
});
