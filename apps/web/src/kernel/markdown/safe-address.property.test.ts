import fc from 'fast-check';
import { expect, it } from 'vitest';
import { safeAddress } from './safe-address.ts';

const base = 'https://atelier.example/runs/1';

it.each([
  ['/diff?q=1#a', { href: '/diff?q=1#a', isOwn: true }],
  ['other', { href: '/runs/other', isOwn: true }],
  ['https://atelier.example/x', { href: '/x', isOwn: true }],
  ['https://example.org/x', { href: 'https://example.org/x', isOwn: false }],
  ['//example.org/x', { href: 'https://example.org/x', isOwn: false }],
  ['\\\\example.org', { href: 'https://example.org/', isOwn: false }],
  ['mailto:a@example.org', { href: 'mailto:a@example.org', isOwn: false }],
  ['javascript:alert(1)', null],
  ['JaVaScRiPt:alert(1)', null],
  [' java\nscript:alert(1)', null],
  ['data:text/html,x', null],
  ['vbscript:x', null],
  ['blob:https://atelier.example/1', null],
  ['file:///etc/passwd', null],
  ['https://', null],
  ['', null],
  [undefined, null],
])('%o leads to %o', (text, address) => {
  expect(safeAddress(text, base)).toEqual(address);
});

it('leads over http or to a mailbox, or nowhere', () => {
  const scheme = fc.constantFrom('javascript:', 'data:', 'http:', 'https:', 'x:', '//', '/', '\\');
  const text = fc.tuple(fc.constantFrom('', ' ', '\t', '\u0001'), scheme, fc.string());
  fc.assert(
    fc.property(text, (parts) => {
      const address = safeAddress(parts.join(''), base);
      if (address === null) return;
      const { protocol, origin } = new URL(address.href, base);
      expect(['http:', 'https:', 'mailto:']).toContain(protocol);
      expect(address.isOwn).toBe(origin === new URL(base).origin);
    }),
  );
});
