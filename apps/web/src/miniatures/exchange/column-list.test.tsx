import { guessMapping } from '@atelier/domain/miniatures/table-reading.ts';
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { ColumnList } from './column-list.tsx';

it('columns with one heading are told apart by their numbers', async () => {
  const rows = [
    ['Name', 'Notes', '', 'NOTES', 'Notes'],
    ['Orks', 'a', 'b', 'c', 'd'],
  ];
  const list = <ColumnList rows={rows} mapping={guessMapping(rows)} onRole={() => {}} />;
  await renderInLanguage('en', list);
  const names = screen.getAllByRole('combobox').map((choice) => choice.getAttribute('aria-label'));
  expect(names).toEqual([
    'What “Name” holds',
    'What “Notes (column 2)” holds',
    'What “Column 3” holds',
    'What “NOTES (column 4)” holds',
    'What “Notes (column 5)” holds',
  ]);
});
