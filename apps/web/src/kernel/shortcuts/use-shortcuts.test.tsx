import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { useShortcuts } from './use-shortcuts.ts';

function Page({ onKey }: { readonly onKey: (name: string) => void }) {
  useShortcuts({
    n: () => void onKey('n'),
    ArrowDown: () => void onKey('ArrowDown'),
    'mod+k': () => void onKey('mod+k'),
  });
  return (
    <>
      <input aria-label="checkbox" type="checkbox" />
      <div role="radiogroup">
        <input aria-label="radio" type="radio" name="which" />
        <input aria-label="other" type="radio" name="which" />
      </div>
      <button type="button" aria-label="button" />
      <input aria-label="text" />
      <input aria-label="number" type="number" />
      <input aria-label="search" type="search" />
      <input aria-label="email" type="email" />
      <input aria-label="password" type="password" />
      <textarea aria-label="textarea" />
      <select aria-label="select" />
    </>
  );
}

/** The shortcuts that answer while this has the focus. */
async function answered(label: string): Promise<readonly string[]> {
  const onKey = vi.fn<(name: string) => void>();
  render(<Page onKey={onKey} />);
  screen.getByLabelText(label).focus();
  await userEvent.keyboard('n{ArrowDown}{Control>}k{/Control}');
  return onKey.mock.calls.map(([name]) => name);
}

it.each(['checkbox', 'button'])('a %s leaves all keys to the page', async (label) => {
  expect(await answered(label)).toEqual(['n', 'ArrowDown', 'mod+k']);
});

it('a radio button keeps the arrow keys, with which it is changed', async () => {
  expect(await answered('radio')).toEqual(['n', 'mod+k']);
});

it.each(['text', 'number', 'search', 'email', 'password', 'textarea', 'select'])(
  'what is typed into a field (%s) is no shortcut',
  async (label) => {
    expect(await answered(label)).toEqual(['mod+k']);
  },
);
