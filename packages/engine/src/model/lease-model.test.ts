import { expect, test } from 'vitest';
import { explore } from './explore.ts';
import { type Guards, leaseModel, type Mishaps } from './lease-model.ts';

// Two workers and one run, in every order in which claims, checkpoints, losses and crashes can happen.

const all: Guards = { fence: true, lease: true, checkpoint: true, freshFences: true };
const mishaps: Mishaps = { deaths: 2, expiries: 3, lostAnswers: 2, serverCrashes: 1 };

test('no step is there twice, nothing acknowledged is lost, and whoever lost its lease writes nothing', () => {
  const { violation, states } = explore(leaseModel(all, mishaps));
  expect(violation).toBeUndefined();
  expect(states).toBeGreaterThan(10_000);
});

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
  expect(explore(leaseModel(all, none))).toMatchObject({ deadEnds: 0 });
});
