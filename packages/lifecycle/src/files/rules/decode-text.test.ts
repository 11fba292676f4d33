import { expect, test } from 'vitest';
import { decodeText } from './decode-text.ts';

const text = 'PORT=4401\nNAME=Мастерская\n';
const utf16 = Buffer.from(text, 'utf16le');

test('UTF-8 is read with and without a byte order mark, which is no part of the text', () => {
  expect(decodeText(Buffer.from(text))).toEqual({ text });
  expect(decodeText(Buffer.from(`\uFEFF${text}`))).toEqual({ text });
  expect(decodeText(Buffer.from(''))).toEqual({ text: '' });
});

test.each([
  ['UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['UTF-16', Buffer.from(Buffer.from(`\uFEFF${text}`, 'utf16le')).swap16()],
  ['UTF-16 or no text', utf16],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])],
  ['UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x41])],
  // "Мастерская" in Windows-1251.
  ['an 8-bit one', Buffer.from('CCE0F1F2E5F0F1EAE0FF', 'hex')],
])('another encoding is named: %s', (encoding, bytes) => {
  expect(decodeText(bytes)).toEqual({ encoding });
});
