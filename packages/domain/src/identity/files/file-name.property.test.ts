import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanFileName, contentDisposition } from './file-name.ts';
import { factsOf, type MediaType, mediaTypes } from './media-types.ts';

const types = fc.constantFrom(...(Object.keys(mediaTypes) as MediaType[]));
const names = fc.string({
  unit: fc.oneof(
    fc.constantFrom('/', '\\', '.', '..', '\r\n', '"', ';', '\u0000', '\u202e', '\u200b', '%', "'"),
    fc.constantFrom('a', 'я', '🎲', '\u0301', '\ud800', ' ', 'con', '.png', '.exe', '<', '*'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  ),
  maxLength: 120,
});
const utf8 = (text: string) => encodeURIComponent(text).replace(/%../g, 'x').length;

test('whatever a file is called, its name can be saved anywhere and says what it is', () => {
  fc.assert(
    fc.property(names, types, (name, type) => {
      const clean = cleanFileName(name, type);
      expect(clean).not.toMatch(/[/\\<>:"|?*\p{Control}\p{Format}\p{Surrogate}]/u);
      expect(clean).not.toMatch(/^[. ]|[. ]$/);
      expect(clean).not.toMatch(/^(con|prn|aux|nul)\./i);
      expect(utf8(clean)).toBeLessThanOrEqual(200);
      const ending = clean.slice(clean.lastIndexOf('.') + 1).toLowerCase();
      expect(factsOf(type).extensions).toContain(ending);
      expect(clean.length).toBeGreaterThan(ending.length + 1);
    }),
  );
});

test('a clean name stays as it is', () => {
  fc.assert(
    fc.property(names, types, (name, type) => {
      const clean = cleanFileName(name, type);
      expect(cleanFileName(clean, type)).toBe(clean);
    }),
  );
});

test('no name ends the header, or adds a parameter, and every name comes back', () => {
  fc.assert(
    fc.property(names, fc.constantFrom('inline', 'attachment'), (name, as) => {
      const header = contentDisposition(as, name);
      expect(header).toMatch(/^[\x20-\x7e]+$/);
      const [, encoded = ''] =
        /^(?:inline|attachment); filename="[^"\\%;]*"; filename\*=UTF-8''([^;"' ]*)$/.exec(
          header,
        ) ?? [];
      expect(decodeURIComponent(encoded)).toBe(name.replace(/\p{Surrogate}/gu, '_'));
    }),
  );
});
