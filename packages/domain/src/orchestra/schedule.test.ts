import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missedStarts, nextStart, scheduleFault } from './schedule.ts';

const at = (iso: string) => new Date(iso);
const starts = (cron: string, timeZone: string, from: string, count: number) => {
  const found: string[] = [];
  for (
    let next = nextStart({ cron, timeZone }, at(from));
    next !== null && found.length < count;
    next = nextStart({ cron, timeZone }, next)
  )
    found.push(next.toISOString());
  return found;
};

test('a start keeps to the clock on the wall when clocks change', () => {
  // In Berlin clocks go forward on 29 March 2026 at 2:00, and back on 25 October at 3:00.
  expect(starts('30 9 * * *', 'Europe/Berlin', '2026-03-27T12:00:00Z', 3)).toEqual([
    '2026-03-28T08:30:00.000Z',
    '2026-03-29T07:30:00.000Z',
    '2026-03-30T07:30:00.000Z',
  ]);
  expect(starts('30 9 * * *', 'Europe/Berlin', '2026-10-23T12:00:00Z', 3)).toEqual([
    '2026-10-24T07:30:00.000Z',
    '2026-10-25T08:30:00.000Z',
    '2026-10-26T08:30:00.000Z',
  ]);
});

test('a start in the hour that there is not comes when it is over, and one in the hour that there is twice comes once', () => {
  expect(starts('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', 2)).toEqual([
    '2026-03-29T01:00:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ]);
  expect(starts('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
});

test('what is no schedule is told', () => {
  const now = at('2026-01-01T00:00:00Z');
  expect(scheduleFault({ cron: '*/5 * * * *', timeZone: 'Europe/Berlin' }, now)).toBeNull();
  expect(scheduleFault({ cron: '* * * * * *', timeZone: 'UTC' }, now)).toBe('too_often');
  expect(scheduleFault({ cron: '0 0 31 2 *', timeZone: 'UTC' }, now)).toBe('never');
  expect(scheduleFault({ cron: 'soon', timeZone: 'UTC' }, now)).toBe('cron');
  expect(scheduleFault({ cron: '* * * * *', timeZone: 'Europe/Atlantis' }, now)).toBe('time_zone');
});

test('starts that were missed are told, with the last of them', () => {
  const hourly = { cron: '0 * * * *', timeZone: 'UTC' };
  expect(missedStarts(hourly, at('2026-01-01T00:30:00Z'), at('2026-01-01T00:59:00Z'))).toEqual({
    last: null,
    count: 0,
    isMore: false,
  });
  expect(missedStarts(hourly, at('2026-01-01T00:30:00Z'), at('2026-01-01T04:00:00Z'))).toEqual({
    last: at('2026-01-01T04:00:00Z'),
    count: 4,
    isMore: false,
  });
  const year = missedStarts(
    { cron: '* * * * *', timeZone: 'UTC' },
    at('2025-01-01T00:00:00Z'),
    at('2026-01-01T00:00:30Z'),
  );
  expect(year).toEqual({ last: at('2026-01-01T00:00:00Z'), count: 1000, isMore: true });
});

test('the next start is always later, and any text is a schedule or told not to be one', () => {
  const field = fc.constantFrom('*', '*/7', '1-5', '0', '30', '5,10', 'L', 'MON', '99', 'x', '');
  fc.assert(
    fc.property(
      fc.array(field, { minLength: 4, maxLength: 6 }),
      fc.date({
        min: at('2020-01-01T00:00:00Z'),
        max: at('2030-01-01T00:00:00Z'),
        noInvalidDate: true,
      }),
      fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
      (fields, now, timeZone) => {
        const schedule = { cron: fields.join(' '), timeZone };
        const fault = scheduleFault(schedule, now);
        const next = nextStart(schedule, now);
        if (fault === 'cron' || fault === 'never') expect(next).toBeNull();
        else expect(next !== null && next > now).toBe(true);
      },
    ),
    { numRuns: 100 },
  );
});
