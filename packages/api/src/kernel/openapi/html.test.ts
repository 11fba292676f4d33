import { expect, test } from 'vitest';
import { html } from './html.ts';

test('what is put in is escaped, markup of its own is not', () => {
  const text = `<img src=x onerror="alert('&')">`;
  const inner = html`<b title="${text}">${text}</b>`;
  const safe = '&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;';
  expect(html`<p>${inner}</p>`.markup).toBe(`<p><b title="${safe}">${safe}</b></p>`);
});

test('lists are put together, and what is not there leaves nothing', () => {
  const items = ['a', '<'].map((item) => html`<li>${item}</li>`);
  expect(html`${items}${[1, [2]]}${null}${undefined}${false}${0}`.markup).toBe(
    '<li>a</li><li>&lt;</li>120',
  );
});
