import {
  type SynopsisItem,
  synopsisItem,
  synopsisItemTypes,
} from '@atelier/domain/tracks/synopsis.ts';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { ItemEditor } from './item-editor.tsx';
import { ItemView } from './item-view.tsx';
import { isBlank, newItem } from './new-item.ts';

it.each(synopsisItemTypes)('a new %s is one that can be saved, and has nothing in it', (type) => {
  expect(synopsisItem.safeParse(newItem(type)).success).toBe(true);
  expect(isBlank(newItem(type))).toBe(true);
});

it('what has a word in any field is not blank', () => {
  expect(isBlank({ type: 'definition', term: ' ', description: 'a' })).toBe(false);
  expect(isBlank({ type: 'list', items: ['', 'a'] })).toBe(false);
  expect(isBlank({ type: 'list', items: ['', ' '] })).toBe(true);
});

it('HTML in an item is text', async () => {
  const text = '<img src=x onerror=alert(1)>';
  await renderInLanguage('en', <ItemView item={{ type: 'note', text }} />);
  expect(screen.getByText(text)).toBeVisible();
  expect(document.querySelector('img')).toBeNull();
});

it('what is written in an item is handed on, and the first has none above it', async () => {
  const saved: SynopsisItem[] = [];
  function Editor() {
    const [item, setItem] = useState<SynopsisItem>(newItem('heading'));
    const change = (next: SynopsisItem) => {
      saved.push(next);
      setItem(next);
    };
    return (
      <ItemEditor
        {...{ item, place: 0, isLast: true, error: null, onChange: change }}
        onRemove={() => {}}
        onMove={() => {}}
      />
    );
  }
  await renderInLanguage('ru', <Editor />);
  await userEvent.type(screen.getByLabelText('Пункт 1: Заголовок'), 'Раз');
  expect(saved.at(-1)).toEqual({ type: 'heading', text: 'Раз' });
  expect(screen.getByRole('button', { name: 'Пункт 1 выше' })).toBeDisabled();
});
