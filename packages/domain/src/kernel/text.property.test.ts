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

test.each([null, undefined, 1, true, [], {}])('%j is no name', (value) => {
  expect(name.safeParse(value).success).toBe(false);
});
