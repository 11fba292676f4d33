import { describe, expect, it } from 'vitest';
import { createFormat } from '../i18n/format.ts';
import { daySteps, dayTicks, isLong, monthStarts, startOf, tickWords } from './day-axis.ts';

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

describe('daySteps', () => {
  it('holds a value until the next day begins, and the last one for a day', () => {
    const steps = daySteps(['2026-01-01', '2026-03-01']);
    expect(steps.map(({ index }) => index)).toEqual([0, 0, 1, 1]);
    expect(steps.map(({ at }) => at)).toEqual([
      startOf('2026-01-01'),
      startOf('2026-03-01') - 1,
      startOf('2026-03-01'),
      startOf('2026-03-02'),
    ]);
  });

  it('never goes back, and has nothing for no days', () => {
    const [, end, again] = daySteps(['2026-01-01', '2026-01-01']);
    expect(end?.at).toBe(again?.at);
    expect(daySteps([])).toEqual([]);
  });
});

describe('dayTicks', () => {
  it('are whole days, each once, however short the time is', () => {
    const ticks = dayTicks(startOf('2026-08-03'), startOf('2026-08-05'));
    expect(ticks.map(dayOf)).toEqual(['2026-08-03', '2026-08-04']);
  });

  it('are beginnings of months over a year', () => {
    const ticks = dayTicks(startOf('2025-02-11'), startOf('2026-04-20')).map(dayOf);
    expect(ticks.length).toBeGreaterThan(3);
    expect(ticks.every((day) => day.endsWith('-01'))).toBe(true);
  });
});

it('finds the first day of each month', () => {
  const weeks = ['2025-12-22', '2025-12-29', '2026-01-05', '2026-01-12', '2026-02-02'];
  expect(monthStarts(weeks)).toEqual(['2025-12-22', '2026-01-05', '2026-02-02']);
});

it('says the year where the days alone would be unclear', () => {
  const format = createFormat('en');
  expect(tickWords(format, false)(startOf('2026-01-01'))).toBe('Jan 1');
  expect(tickWords(format, true)('2026-01-05')).toBe('Jan 2026');
  expect(isLong(startOf('2026-01-01'), startOf('2026-05-01'))).toBe(false);
  expect(isLong(startOf('2025-01-01'), startOf('2026-05-01'))).toBe(true);
});
