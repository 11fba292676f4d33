import { expect, it } from 'vitest';
import { maxShownWeeks, shownWeeks } from './shown-weeks.ts';

const week = (monday: string) => ({ week: monday, bought: 1, done: 0 });

it('fills the weeks with nothing, up to this one', () => {
  const weeks = [week('2025-12-22'), week('2026-01-05')];
  expect(shownWeeks(weeks, '2026-01-14')).toEqual([
    week('2025-12-22'),
    { week: '2025-12-29', bought: 0, done: 0 },
    week('2026-01-05'),
    { week: '2026-01-12', bought: 0, done: 0 },
  ]);
  expect(shownWeeks([week('2026-01-12')], '2026-01-18')).toHaveLength(1);
});

it('goes back five years, however old the first is', () => {
  const shown = shownWeeks([week('0024-02-26'), week('2026-01-05')], '2026-01-05');
  expect(shown).toHaveLength(maxShownWeeks);
  expect(shown.at(-1)).toEqual(week('2026-01-05'));
  expect(shown[0]?.week).toBe('2021-01-18');
});

it('has nothing where nothing was bought or done', () => {
  expect(shownWeeks([], '2026-01-05')).toEqual([]);
});
