import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonPasswords } from './common-passwords.ts';
import { normalPassword, passwordFault } from './password.ts';

test.each([
  ['', 'short'],
  ['eleven char', 'short'],
  ['twelve chars', null],
  ['💐💐💐💐🌷🌷🌷🌷🌷🌷🌷', 'short'],
  ['🌷💐🌻🌼🌺🥀🌹🪻💮🌸🏵🌿', null],
  [`x${'y'.repeat(200)}`, 'long'],
  ['qwertyuiop[]', 'common'],
  ['Password1234', 'common'],
  ['PASSWORD!!!!', 'common'],
  ['sunshine2026', 'common'],
  ['123456789012', 'common'],
  ['987654321098', 'common'],
  ['aaaaaaaaaaaa', 'common'],
  ['abcabcabcabc', 'common'],
  ['йцукенгшщзхъ', 'common'],
  ['абвгдежзийкл', 'common'],
  ['three geese in a row', null],
  ['correct horse battery staple', null],
  ['ann@example.org', 'personal'],
  ['Ann.Example1', 'personal'],
])('%j is %s', (password, fault) => {
  expect(passwordFault(password, ['ann@example.org', 'ann.example1@example.org'])).toBe(fault);
});

test('no rule asks for kinds of characters: what is long and not common may be set', () => {
  const letters = fc.constantFrom(...'bcdfghjklmnpstvwz');
  const words = fc.array(letters, { minLength: 14, maxLength: 128 }).map((all) => all.join(''));
  fc.assert(
    fc.property(words, (password) => {
      fc.pre(new Set(password).size > 6);
      expect(passwordFault(password)).toBeNull();
    }),
  );
});

test('the same password is the same on every keyboard', () => {
  expect(normalPassword('Ame\u0301lie')).toBe(normalPassword('Am\u00e9lie'));
});

test('the list is in small letters', () => {
  expect(commonPasswords.size).toBeGreaterThan(300);
  for (const each of commonPasswords) expect(each).toBe(each.toLowerCase());
});
