import { explore } from '@atelier/engine/model/explore.ts';
import { leaseModel } from '@atelier/engine/model/lease-model.ts';
import { proof } from '@atelier/testkit/proof.ts';
import { expect, test } from 'vitest';

const guards = { fence: true, lease: true, checkpoint: true, freshFences: true };
const cases = [
  { deaths: 1, expiries: 2, lostAnswers: 1, serverCrashes: 0 },
  { deaths: 1, expiries: 1, lostAnswers: 1, serverCrashes: 1 },
  { deaths: 0, expiries: 2, lostAnswers: 0, serverCrashes: 1 },
];

proof('lease-model', { short: 1, long: 3 }, ({ some, passed }) => {
  test.each(some(cases))('in every order, nothing is lost, halved or done twice: %o', (mishaps) => {
    expect(explore(leaseModel(guards, mishaps)).violation).toBeUndefined();
    passed();
  });
});
