import { expect, test } from 'vitest';
import { linksOf } from './links.ts';

test('addresses of the HTML come first, each once', () => {
  const html = `<a href="https://shop.test/confirm?a=1&amp;b=2">Confirm</a> <a href='#top'>up</a>
    <a class=x HREF=https://shop.test/bare>bare</a> <a href="https://shop.test/&#x43f;">п</a>`;
  const text = 'Confirm (https://shop.test/confirm?a=1&b=2), or see https://shop.test/help.';
  expect(linksOf(html, text)).toEqual([
    'https://shop.test/confirm?a=1&b=2',
    'https://shop.test/bare',
    'https://shop.test/п',
    'https://shop.test/help',
  ]);
});

test('of a letter full of them the first are taken', () => {
  const html = Array.from({ length: 2000 }, (_, at) => `<a href="https://x.test/${at}">`).join('');
  expect(linksOf(html, 'https://y.test/')).toHaveLength(500);
});

test('what is no address is left alone', () => {
  expect(linksOf('<a href="&#0;&#xD800;">', 'no link; http:// neither')).toEqual(['&#0;&#xD800;']);
});
