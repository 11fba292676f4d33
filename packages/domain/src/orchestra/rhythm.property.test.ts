import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cronOf, evenMinutes, type Rhythm, rhythmOf } from './rhythm.ts';
import { nextStarts, scheduleFault } from './schedule.ts';

const hour = fc.integer({ min: 0, max: 23 });
const minute = fc.integer({ min: 0, max: 59 });
const rhythm: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.record({ kind: fc.constant('minutes' as const), every: fc.constantFrom(...evenMinutes) }),
  fc.record({ kind: fc.constant('hourly' as const), minute }),
  fc.record({ kind: fc.constantFrom('daily' as const, 'workdays' as const), hour, minute }),
  fc.record({
    kind: fc.constant('weekly' as const),
    day: fc.integer({ min: 1, max: 7 }),
    hour,
    minute,
  }),
  fc.record({
    kind: fc.constant('monthly' as const),
    date: fc.integer({ min: 1, max: 31 }),
    hour,
    minute,
  }),
);

test('a rhythm is read back from the cron that says it', () => {
  fc.assert(
    fc.property(rhythm, (said) => {
      expect(rhythmOf(cronOf(said) ?? '')).toEqual(said);
    }),
  );
});

test('what a rhythm says is what its cron does', () => {
  const now = new Date('2026-11-30T05:07:00Z');
  fc.assert(
    fc.property(rhythm, (said) => {
      const schedule = { cron: cronOf(said) ?? '', timeZone: 'UTC' };
      expect(scheduleFault(schedule, now)).toBeNull();
      const starts = nextStarts(schedule, now, 5);
      expect(starts).toHaveLength(5);
      for (const start of starts) {
        if ('minute' in said) expect(start.getUTCMinutes()).toBe(said.minute);
        if ('hour' in said) expect(start.getUTCHours()).toBe(said.hour);
        if (said.kind === 'weekly') expect(start.getUTCDay()).toBe(said.day % 7);
        if (said.kind === 'workdays') expect([1, 2, 3, 4, 5]).toContain(start.getUTCDay());
        if (said.kind === 'monthly') expect(start.getUTCDate()).toBe(said.date);
        if (said.kind === 'minutes') expect(start.getUTCMinutes() % said.every).toBe(0);
      }
    }),
  );
});

test.each(['0 3 * * 1,3', '0 3 1 1 *', '*/7 * * * *', '0 0 3 * * *', '@daily', '60 3 * * *', ''])(
  '%j is left to cron',
  (cron) => {
    expect(rhythmOf(cron)).toEqual({ kind: 'own' });
  },
);

test('other ways to write the same are known', () => {
  expect(rhythmOf(' 5 3 * * MON-FRI ')).toEqual({ kind: 'workdays', hour: 3, minute: 5 });
  expect(rhythmOf('0 3 * * 7')).toEqual({ kind: 'weekly', day: 7, hour: 3, minute: 0 });
  expect(rhythmOf('0 3 * * sun')).toEqual({ kind: 'weekly', day: 7, hour: 3, minute: 0 });
});
