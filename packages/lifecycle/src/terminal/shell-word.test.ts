import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from './shell-word.ts';

test('a plain name stays as it is', () => {
  for (const name of ['shop', 'public.goods.price', '20261121T040506Z-before-up', 'a/b:c@d,e']) {
    expect(shellWord(name)).toBe(name);
  }
});

const hard = [
  'two words',
  "it's",
  '$HOME',
  '`id`',
  'a;b',
  'a"b',
  'back\\slash',
  'ü',
  '*',
  '',
  '!x',
  '#x',
];

test.skipIf(process.platform === 'win32').each(hard)('%s is one word to a shell', (name) => {
  const script = `printf %s ${shellWord(name)}`;
  expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe(name);
});

test('on Windows it stands in double quotes', () => {
  expect(shellWord('two words', 'win32')).toBe('"two words"');
});
