import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameFault, visibleName } from './name.ts';

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ' ',
      '\t',
      '\n',
      '\u0000',
      '\u0085',
      '\u200b',
      '\u200d',
      '\u2028',
      '\u2800',
      '\u3164',
    ),
    fc.constantFrom('a', 'я', '🎲', '\u0301'),
  ),
  maxLength: 20,
});

test('whatever another program called a type, it gets a name that is none of ours to refuse', () => {
  fc.assert(
    fc.property(text, (name) => {
      const fault = nameFault(name, 255);
      const visible = visibleName(name, 255);
      expect(nameFault(visible, 255)).toBe(fault === 'empty' ? 'empty' : null);
      if (fault === null) expect(visible).toBe(name.trim());
    }),
  );
});

test.each([
  ['Ork\tBoyz', 'Ork Boyz'],
  ['\u0007Orks\u0007', 'Orks'],
  ['\u200b', 'U+200B'],
  ['\u200b \u200d', 'U+200B U+0020 U+200D'],
])('%j becomes %s', (name, visible) => {
  expect(visibleName(name, 255)).toBe(visible);
});

test('a long name of which nothing can be seen is as long as a name may be', () => {
  const visible = visibleName('\u200b'.repeat(255), 255);
  expect(visible).toMatch(/^(U\+200B ?)+/);
  expect(visible.length).toBeLessThanOrEqual(255);
});
