import { expect, test } from 'vitest';
import { lookInto, readRows } from './table-file.ts';

const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();
const littleEndian = (text: string) => Buffer.from(text, 'utf16le');

async function look(content: string | Buffer<ArrayBuffer>) {
  const chosen = await lookInto(new File([content], 'shelf.csv'), 'windows-1251');
  if (chosen.kind !== 'table') return chosen.kind === 'refused' ? chosen.refusal : chosen.kind;
  const { rows, supposed } = chosen.draft;
  return { rows, supposed };
}

const table = 'Название;Готово\r\nОрки;3\r\n';
const rows = [
  ['Название', 'Готово'],
  ['Орки', '3'],
];

test.each([
  ['UTF-8', table],
  ['UTF-8 with a mark', `\ufeff${table}`],
  ['UTF-16LE with a mark', littleEndian(`\ufeff${table}`)],
  ['UTF-16BE with a mark', bigEndian(`\ufeff${table}`)],
  ['UTF-16LE without a mark', littleEndian(table)],
  ['UTF-16BE without a mark', bigEndian(table)],
])('a table in %s is read', async (_encoding, content) => {
  expect(await look(content)).toEqual({ rows, supposed: null });
});

test.each(['Орки', 'Ork Boyz', 'Ørk', 'Ορκ', 'Ёжик на броне'])(
  'UTF-16 without a mark and without a delimiter is read: %s',
  async (name) => {
    for (const content of [littleEndian(name), bigEndian(name)]) {
      expect(await look(content)).toEqual({ rows: [[name]], supposed: null });
    }
  },
);

test('an export in UTF-16 without a mark is for the server', async () => {
  expect(await look(littleEndian('{"types":[]}'))).toBe('export');
});

test('what is in no encoding of Unicode is read as the older one of the language', async () => {
  const bytes = Buffer.from([0xce, 0xf0, 0xea, 0xe8, 0x3b, 0x33]);
  expect(await look(bytes)).toEqual({ rows: [['Орки', '3']], supposed: 'windows-1251' });
});

test.each([
  ['a zero among text', `${'Orks,3\n'.repeat(9)}\0${'Grots,3\n'.repeat(9)}`],
  ['zeros everywhere', Buffer.from(Array.from({ length: 400 }, (_, place) => (place * 7) % 11))],
  ['UTF-16 that is cut', littleEndian(table.repeat(99)).subarray(0, -1)],
])('%s is refused', async (_what, content) => {
  expect(await look(Buffer.from(content))).toBe('binary');
});

test.each([
  ['sep=;\r\nName;Done\r\nOrks, green;3', ';'],
  ['SEP=,\nName,Done\n"Orks, green",3', ','],
  ['"sep=|"\nName|Done\nOrks, green|3', '|'],
  ['sep=\t\rName\tDone\rOrks, green\t3', 'tab'],
  ['sep=;;\nName;Done\nOrks, green;3', ';'],
])('a first line that names the delimiter is no row: %j', async (text) => {
  const table = [
    ['Name', 'Done'],
    ['Orks, green', '3'],
  ];
  expect(await look(text)).toMatchObject({ rows: table });
  expect(await readRows(text)).toMatchObject({ kind: 'table', draft: { rows: table } });
});

test('the delimiter that is named counts, though another stands more often', async () => {
  expect(await look('sep=;\nName, or type, or unit;Done\nOrks;3')).toMatchObject({
    rows: [
      ['Name, or type, or unit', 'Done'],
      ['Orks', '3'],
    ],
  });
});

test('a name that only begins like that line is a row', async () => {
  expect(await look('sep=arate;3\nOrks;5')).toMatchObject({
    rows: [
      ['sep=arate', '3'],
      ['Orks', '5'],
    ],
  });
});

test('a table of more than 200 columns is refused; empty ones behind the last do not count', async () => {
  const wide = (columns: number) => Array.from({ length: columns }, () => 'x').join(';');
  expect(await look(wide(201))).toBe('wide');
  expect(await readRows(`Name;Done\n${wide(201)}`)).toEqual({ kind: 'refused', refusal: 'wide' });
  expect(await look(`${wide(200)}${';'.repeat(500)}`)).toMatchObject({ rows: [{ length: 200 }] });
});

test.each(['', ' \n', ';;;\n', 'sep=;\n'])('nothing is refused: %j', async (text) => {
  expect(await look(text)).toBe('empty');
});
