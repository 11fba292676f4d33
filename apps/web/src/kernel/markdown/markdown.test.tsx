import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderPage } from '../../../tests/render-page.tsx';
import { Markdown } from './markdown.tsx';

it('HTML is text, and nothing of it is an element', async () => {
  await renderPage(
    'en',
    <Markdown text={'<script>x()</script> <img src=x onerror=x()> <b>b</b>'} />,
  );
  expect(document.querySelector('script, img, b')).toBeNull();
  expect(screen.getByText(/<script>x\(\)<\/script>/)).toBeVisible();
});

it('headings stand below the page’s own', async () => {
  await renderPage('en', <Markdown text={'# One\n## Two\n###### Six'} />);
  const levels = screen.getAllByRole('heading').map(({ tagName }) => tagName);
  expect(levels).toEqual(['H3', 'H4', 'H6']);
});

it.each(['javascript:x()', 'JAVASCRIPT:x()', 'data:text/html,x', 'vbscript:x', 'file:///etc'])(
  'a link to %s is dead',
  async (address) => {
    await renderPage('en', <Markdown text={`[press](<${address}>) ![see](<${address}>)`} />);
    expect(screen.getByText('press')).toBeVisible();
    expect(document.querySelector('a, img')).toBeNull();
  },
);

it('a link elsewhere gives nothing of us away, and says that it opens a tab', async () => {
  await renderPage('en', <Markdown text="[there](https://example.org/x)" />);
  const link = screen.getByRole('link', { name: /there.*opens in a new tab/ });
  expect(link).toHaveAttribute('rel', 'noopener noreferrer');
  expect(link).toHaveAttribute('href', 'https://example.org/x');
});

it('a link of our own goes without loading the app again', async () => {
  const { router } = await renderPage('en', <Markdown text="[here](/other)" />);
  const pressed: boolean[] = [];
  const note = (event: Event) => void pressed.push(event.defaultPrevented);
  window.addEventListener('click', note);
  await userEvent.click(screen.getByRole('link', { name: 'here' }));
  window.removeEventListener('click', note);
  expect(pressed).toEqual([true]);
  await waitFor(() => expect(router.state.location.pathname).toBe('/other'));
});

it('images come from here alone', async () => {
  const text = '![own](/logo.svg) ![theirs](https://example.org/x.png) ![](//example.org/y.png)';
  await renderPage('en', <Markdown text={text} />);
  expect(screen.getAllByRole('img').map((image) => image.getAttribute('src'))).toEqual([
    '/logo.svg',
  ]);
  expect(screen.getByText('Image from elsewhere, not shown: theirs')).toBeVisible();
  expect(screen.getByText('Image from elsewhere, not shown')).toBeVisible();
});

it('GitHub’s tables, tasks and footnotes, in the language that is spoken', async () => {
  await renderPage('ru', <Markdown text={'- [x] a\n\n|h|\n|-|\n|c|\n\nx[^1]\n\n[^1]: note'} />);
  expect(screen.getByText('Сделано:')).toBeVisible();
  expect(screen.getByRole('region', { name: 'Таблица' })).toContainElement(
    screen.getByRole('table'),
  );
  expect(screen.getByRole('heading', { name: 'Сноски' })).toBeVisible();
  expect(screen.getByRole('link', { name: 'Вернуться к тексту от сноски 1' })).toBeVisible();
});
