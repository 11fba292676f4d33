import { expect, test } from 'vitest';
import { sqlTokens } from './sql-tokens.ts';

const texts = (sql: string) => sqlTokens(sql).map(({ text }) => text);

test('comments, also nested ones, and blanks are no tokens', () => {
  expect(texts('SELECT /* a /* b */ c */ x -- y\n, z')).toEqual(['select', 'x', ',', 'z']);
});

test('what is in quotes or between dollars is one piece', () => {
  expect(texts(`a 'it''s; b' c`)).toEqual(['a', `'it''s; b'`, 'c']);
  expect(texts(String.raw`a E'it\'s; b' c`)).toEqual(['a', String.raw`E'it\'s; b'`, 'c']);
  expect(texts('a $q$ $$ ; $q$ b $$ c $$')).toEqual(['a', '$q$ $$ ; $q$', 'b', '$$ c $$']);
  expect(texts('"Task ""x""".id')).toEqual(['Task "x"', '.', 'id']);
});

test('names are small, operators whole, parameters words', () => {
  expect(texts('A.Id:=$1::int<>7.5')).toEqual([
    'a',
    '.',
    'id',
    ':=',
    '$1',
    '::',
    'int',
    '<>',
    '7.5',
  ]);
});

test('offsets are those of the text, and no text is too broken', () => {
  for (const sql of ['a, b', "'open", '$x$ open', '/* open', '"open', 'é "ü" 𝔘 x']) {
    for (const { start, end } of sqlTokens(sql)) {
      expect([start >= 0, end > start, end <= sql.length]).toEqual([true, true, true]);
    }
  }
  const [, second] = sqlTokens('𝔘 x');
  expect('𝔘 x'.slice(second?.start, second?.end)).toBe('x');
});
