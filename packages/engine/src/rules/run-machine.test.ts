import { transition } from '@atelier/domain/kernel/state-machine.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finalStatuses, runMachine, runStatuses } from './run-machine.ts';

test('what has ended stays as it is', () => {
  expect(finalStatuses).toEqual(['PASSED', 'FAILED', 'CANCELLED', 'SKIPPED']);
});

test('from every state that is not final there is a way to an end', () => {
  const reaches = new Set(finalStatuses);
  for (let round = 0; round < runStatuses.length; round += 1) {
    for (const status of runStatuses) {
      const next = Object.values(runMachine.transitions[status]);
      if (next.some((each) => reaches.has(each))) reaches.add(status);
    }
  }
  expect(reaches.size).toBe(runStatuses.length);
});

test('only a claim makes a run held, and only who holds it passes or fails it by itself', () => {
  const events = [
    ...new Set(runStatuses.flatMap((one) => Object.keys(runMachine.transitions[one]))),
  ];
  fc.assert(
    fc.property(fc.constantFrom(...runStatuses), fc.constantFrom(...events), (status, event) => {
      const next = transition(runMachine, status, event as never);
      if (!next.ok) return;
      if (next.value === 'IN_PROGRESS') expect(['QUEUED', 'IN_PROGRESS']).toContain(status);
      if (next.value === 'PASSED') expect(status).toBe('IN_PROGRESS');
      if (next.value === 'FAILED') expect(['IN_PROGRESS', 'FAILED_STUCK']).toContain(status);
    }),
  );
});
