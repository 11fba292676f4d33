import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderInLanguage } from '../../tests/render-in-language.tsx';
import { CodeBlock } from './code-block.tsx';

const spoken = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
const command = 'npm run atelier -- db backup';

it('copies the text as it is', async () => {
  const user = userEvent.setup();
  await renderInLanguage('en', <CodeBlock label="Backup">{command}</CodeBlock>);
  await user.click(await screen.findByRole('button', { name: 'Copy: Backup' }));
  expect(await navigator.clipboard.readText()).toBe(command);
  expect(spoken()).toContain('Copied');
});

it('selects the text where the browser lets no page copy', async () => {
  const user = userEvent.setup();
  vi.stubGlobal('navigator', { userAgent: '', language: 'en' });
  try {
    await renderInLanguage('en', <CodeBlock label="Backup">{command}</CodeBlock>);
    await user.click(await screen.findByRole('button', { name: 'Copy: Backup' }));
    expect(spoken()).toContain('Selected: copy it with Ctrl C');
    expect(String(window.getSelection())).toBe(command);
  } finally {
    vi.unstubAllGlobals();
  }
});
