import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { JsonDiff } from './json-diff.tsx';
import { TextDiff } from './text-diff.tsx';

const kinds = () =>
  [...document.querySelectorAll('ins, del')].map(
    (piece) => `${piece.tagName} ${piece.textContent}`,
  );

it('words: what went and what came are elements that say so', async () => {
  await renderInLanguage('ru', <TextDiff label="Имя" before="рыжая лиса" after="чёрная лиса" />);
  expect(kinds()).toEqual(['DEL Удалено: рыжая', 'INS Добавлено: чёрная']);
  expect(screen.getByRole('region', { name: 'Имя' })).toHaveTextContent('лиса');
});

it('lines: those far from a change are shown when they are asked for', async () => {
  const lines = Array.from({ length: 20 }, (_, place) => `line ${place}`);
  const before = lines.join('\n');
  const after = before.replace('line 15', 'another');
  await renderInLanguage('en', <TextDiff label="Text" before={before} after={after} />);
  expect(kinds()).toEqual(['DEL Removed: −line 15', 'INS Added: +another']);
  expect(screen.queryByText('line 2')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: '12 unchanged lines' }));
  expect(screen.getByText('line 2')).toBeVisible();
});

it('JSON: each changed place has its name, what was and what is', async () => {
  const before = { name: 'Orcs', tags: ['a'], gone: 1, note: '' };
  const after = { name: 'Elves', tags: ['a', 'b'], note: null };
  await renderInLanguage(
    'en',
    <JsonDiff
      label="Changes"
      before={before}
      after={after}
      nameOf={([field]) => (field === 'name' ? 'Name' : undefined)}
    />,
  );
  const items = within(screen.getByRole('list', { name: 'Changes' })).getAllByRole('listitem');
  expect(items.map(({ textContent }) => textContent)).toEqual([
    'NameChangedRemoved: OrcsAdded: Elves',
    'tags › No. 2AddedAdded: b',
    'goneRemovedRemoved: 1',
    'noteChangedRemoved: empty textAdded: nothing',
  ]);
});

it('says so when there is none', async () => {
  await renderInLanguage('en', <JsonDiff label="x" before={{ a: [1] }} after={{ a: [1] }} />);
  expect(screen.getByText('There is no difference.')).toBeVisible();
});
