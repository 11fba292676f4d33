import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvCell, csvLine } from './csv.ts';

/** Reads one line as RFC 4180 has it. */
function cells(line: string): string[] {
  const found: string[] = [];
  let rest = line.replace(/\r\n$/, ',');
  while (rest !== '') {
    const match = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*)),/.exec(rest);
    if (match === null) throw new Error(`no CSV: ${rest}`);
    found.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    rest = rest.slice(match[0].length);
  }
  return found;
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[=+\-@\t\r\n"',;a ]{0,8}$/),
);

it('every cell is read as it was, except for an apostrophe before what would be a formula', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (values) => {
      const read = cells(csvLine(values));
      expect(
        read.map((cell, index) => (cell === `'${values[index]}` ? values[index] : cell)),
      ).toEqual(values);
    }),
  );
});

it('no cell begins as a formula does', () => {
  fc.assert(
    fc.property(text, (value) => {
      const [read = ''] = cells(csvLine([value]));
      expect(read).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    }),
  );
});

it.each([
  ['plain', 'plain'],
  ['', ''],
  [null, ''],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['=1+1', `"'=1+1"`],
  ['+7 495', `"'+7 495"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['{"a": "=1"}', '"{""a"": ""=1""}"'],
])('%j is written %s', (value, written) => {
  expect(csvCell(value)).toBe(written);
});
