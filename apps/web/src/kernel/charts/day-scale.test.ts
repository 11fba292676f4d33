import { expect, it } from 'vitest';
import { dayNumber, dayOf, spreadDays } from './day-scale.ts';

it('days and their numbers are each other’s inverse', () => {
  expect(dayNumber('1970-01-02')).toBe(1);
  expect(dayOf(dayNumber('2026-02-28') + 1)).toBe('2026-03-01');
});

it('spreads days evenly, the ends among them, never one twice', () => {
  expect(spreadDays('2026-01-01', '2026-01-11', 3)).toEqual([
    '2026-01-01',
    '2026-01-06',
    '2026-01-11',
  ]);
  expect(spreadDays('2026-01-01', '2026-01-02', 6)).toEqual(['2026-01-01', '2026-01-02']);
  expect(spreadDays('2026-01-01', '2026-01-01', 6)).toEqual(['2026-01-01']);
});
