import { expect, test } from 'vitest';
import { decodeXml } from './decode-xml.ts';
import { upperHalves } from './encodings.ts';

/** Every byte of the upper half that means something, behind a declaration. */
function declared(name: string, bytes: readonly number[]): Uint8Array {
  return Uint8Array.from([
    ...new TextEncoder().encode(`<?xml version="1.0" encoding="${name}"?>`),
    ...bytes,
  ]);
}
const upper = Array.from({ length: 128 }, (_, at) => 128 + at);

// Node reads these two alike, which the standard calls the same; ours are told apart in the tests of the import.
const others = Object.entries(upperHalves).filter(
  ([name]) => name !== 'iso-8859-1' && name !== 'windows-1252',
);

test.each(others)('%s is read as browsers read it', (name, half) => {
  // Where nothing is, a browser may have a control.
  const known = upper.filter((byte) => half[byte - 128] !== '\uFFFD');
  const text = decodeXml(declared(name, known));
  expect(text.slice(text.indexOf('>') + 1)).toBe(
    new TextDecoder(name).decode(Uint8Array.from(known)),
  );
});

test.each([
  ['MacRoman', 'macintosh'],
  ['x-mac-roman', 'macintosh'],
  ['Cp1252', 'windows-1252'],
  ['Cp1251', 'windows-1251'],
  ['ISO8859_1', 'iso-8859-1'],
  ['ISO8859-15', 'iso-8859-15'],
  ['latin1', 'iso-8859-1'],
  ['KOI8_R', 'koi8-r'],
  ['Windows-1250', 'windows-1250'],
])('%s is %s', (given, name) => {
  const bytes = [0xc4, 0xe4, 0xf6];
  const text = (encoding: string) => decodeXml(declared(encoding, bytes)).split('>')[1];
  expect(text(given)).toBe(text(name));
});

test.each(['UTF8', 'utf_8', 'US-ASCII', 'ASCII'])('%s is UTF-8', (name) => {
  expect(decodeXml(declared(name, [0xc3, 0xbc]))).toMatch(/ü$/);
});
