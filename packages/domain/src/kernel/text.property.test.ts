import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameText, storableText } from './text.ts';

const name = nameText(255);

/** A half of a surrogate pair cannot be a part of a URI. */
function isWellFormed(text: string): boolean {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

test('storable text is everything but NUL and halves of surrogate pairs', () => {
  const anything = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));
  fc.assert(
    fc.property(fc.oneof(anything, fc.string({ unit: 'binary' })), (text) => {
      const storable = !text.includes('\u0000') && isWellFormed(text);
      expect(storableText.safeParse(text).success).toBe(storable);
    }),
  );
});

test('a name keeps its case and its inside, and loses the space around it', () => {
  expect(name.parse('  Space  Marine \n')).toBe('Space  Marine');
  expect(name.safeParse(' \t ').success).toBe(false);
});

test('a name is as long as it has code points', () => {
  expect(name.safeParse('🎲'.repeat(255)).success).toBe(true);
  expect(name.safeParse('🎲'.repeat(256)).success).toBe(false);
  expect(name.safeParse('я'.repeat(255)).success).toBe(true);
  expect(name.safeParse('x'.repeat(256)).success).toBe(false);
});

test.each([
  ['zero-width blanks', '\u200b\u200b'],
  ['a joiner', '\u200d'],
  ['a byte order mark inside blanks', ' \u2060\ufeff\u2060 '],
  ['a Hangul filler', '\u3164'],
  ['the empty Braille cell', '\u2800'],
  ['a variation selector', '\ufe0f'],
  ['a tab', 'Ork\tBoyz'],
  ['a line break', 'Ork\nBoyz'],
  ['a line separator', 'Ork\u2028Boyz'],
  ['an escape', '\u001b[31mOrks'],
  ['a control of Latin-1', 'Ork\u0085Boyz'],
])('%s is no name, nor in one', (_what, text) => {
  expect(name.safeParse(text).success).toBe(false);
});

test.each([
  'Ork\u00a0Boyz',
  'می\u200cخواهم',
  '👨\u200d👩\u200d👧',
  'É',
  'e\u0301',
  '-',
  '\u{10ffff}',
])('%j is a name', (text) => {
  expect(name.parse(text)).toBe(text);
});

test.each([null, undefined, 1, true, [], {}])('%j is no name', (value) => {
  expect(name.safeParse(value).success).toBe(false);
});
