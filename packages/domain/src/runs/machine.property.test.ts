import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DomainError } from '../kernel/errors.ts';
import {
  eventBetween,
  nextStatus,
  type RunEvent,
  runEvents,
  runMachine,
  runStatuses,
} from './machine.ts';

const anyEvents = fc.array(fc.constantFrom(...runEvents), { maxLength: 30 });

/** Where the run is after these events, refused ones left out, and the way it took. */
function walk(events: readonly RunEvent[]) {
  const way = [runMachine.initial];
  for (const event of events) {
    try {
      way.push(nextStatus(way.at(-1) ?? 'draft', event));
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
    }
  }
  return way;
}

test('law: a run is locked only when it was done before, and from locked it comes to done alone', () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const way = walk(events);
      for (const [place, status] of way.entries()) {
        if (status === 'locked') expect(way[place - 1]).toBe('done');
        if (way[place - 1] === 'locked') expect(status).toBe('done');
      }
      // Once begun, it is never a draft again.
      expect(way.lastIndexOf('draft')).toBe(0);
    }),
  );
});

test('law: what leads from one status to another is the event that goes there, or it is refused', () => {
  const status = fc.constantFrom(...runStatuses);
  fc.assert(
    fc.property(status, status, (from, to) => {
      const leads = runEvents.filter((event) => runMachine.transitions[from][event] === to);
      if (leads.length === 0) expect(() => eventBetween(from, to)).toThrow(DomainError);
      else expect(nextStatus(from, eventBetween(from, to))).toBe(to);
    }),
  );
});
