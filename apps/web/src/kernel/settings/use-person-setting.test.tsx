import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { renderInLanguage } from '../../../tests/render-in-language.tsx';
import { createLocalSettings, Settings } from './settings-store.ts';
import { usePersonSetting } from './use-person-setting.ts';

const schema = z.array(z.string());
const fallback: string[] = [];

function Names({ label }: { readonly label: string }) {
  const [names, save] = usePersonSetting('names', schema, fallback);
  return (
    <button type="button" aria-label={label} onClick={() => void save([...names, 'x'])}>
      {names.join()}
    </button>
  );
}

const show = () =>
  renderInLanguage(
    'en',
    <Settings value={createLocalSettings()}>
      <Names label="one" />
      <Names label="two" />
    </Settings>,
  );
const text = (name: string) => screen.getByRole('button', { name }).textContent;
beforeEach(() => localStorage.clear());

it('a change shows wherever the setting is used, and is kept', async () => {
  await show();
  await userEvent.click(screen.getByRole('button', { name: 'one' }));
  expect([text('one'), text('two')]).toEqual(['x', 'x']);
  expect(localStorage.getItem('atelier.setting.names')).toBe('["x"]');
});

it('a change in another tab shows', async () => {
  await show();
  localStorage.setItem('atelier.setting.names', '["y"]');
  act(() => void window.dispatchEvent(new StorageEvent('storage')));
  expect(text('one')).toBe('y');
});

it.each(['{', '[1]', '"x"', 'null'])('what does not fit is the fallback: %s', async (kept) => {
  localStorage.setItem('atelier.setting.names', kept);
  await show();
  expect(text('one')).toBe('');
});
