import { IconPlus } from '@tabler/icons-react';
import { expect, it } from 'vitest';
import { matching } from './matching.ts';

const commands = ['New type', 'Theme: Dark', 'Орки-бойцы'].map((label) => ({
  id: label,
  group: 'Group',
  label,
  icon: IconPlus,
  run: () => {},
}));
const labels = (query: string) => matching(commands, query).map(({ label }) => label);

it('finds every typed word anywhere, whatever the case', () => {
  expect(labels('dark theme')).toEqual(['Theme: Dark']);
  expect(labels('ОРКИ')).toEqual(['Орки-бойцы']);
  expect(labels('dark orks')).toEqual([]);
});

it('shows everything while nothing is typed', () => {
  expect(labels('  ')).toHaveLength(3);
});
