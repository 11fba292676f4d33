import { expect, test } from 'vitest';
import { escapeHtml } from './report.ts';

test('nobody’s text becomes a part of the page, or turns it round', () => {
  expect(escapeHtml(`<img src="x" onerror='a&b'>`)).toBe(
    '&lt;img src=&quot;x&quot; onerror=&#39;a&amp;b&#39;&gt;',
  );
  expect(escapeHtml('passed\u202edeliaf')).toBe('passed[U+202e]deliaf');
});
