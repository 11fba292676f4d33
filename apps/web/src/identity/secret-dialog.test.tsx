import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderInLanguage } from '../../tests/render-in-language.tsx';
import { SecretDialog } from './secret-dialog.tsx';

const words = { title: 'New token', label: 'Copy it', hint: 'Shown this once' };

it('shows what was made, to be copied', async () => {
  await renderInLanguage('en', <SecretDialog {...words} value="atl_1" onClose={vi.fn()} />);
  expect(await screen.findByLabelText('Copy it')).toHaveValue('atl_1');
  expect(screen.getByText('Shown this once')).toBeInTheDocument();
  expect(screen.queryByText(/Make another one/)).toBeNull();
});

it('says that another is needed where the answer was lost', async () => {
  await renderInLanguage('en', <SecretDialog {...words} value={null} onClose={vi.fn()} />);
  const dialog = within(await screen.findByRole('dialog', { name: 'New token' }));
  expect(dialog.getByRole('alert')).toHaveTextContent('Make another one.');
  expect(dialog.queryByRole('textbox')).toBeNull();
});
