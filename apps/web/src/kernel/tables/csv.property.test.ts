import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type CsvCell, toCsv } from './csv.ts';

/** Text as somebody would write it who wants it to be read wrongly. */
const hostile = fc
  .array(
    fc.constantFrom('=', '+', '-', '@', '＝', ';', ',', '"', "'", '\t', '\r', '\n', ' ', 'a', '1'),
  )
  .map((characters) => characters.join(''));
const cell: fc.Arbitrary<CsvCell> = fc.oneof(
  hostile,
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
);
const table = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }),
  );

const read = (text: string, delimiter: string) =>
  Papa.parse<string[]>(text.replace(/^\ufeff/, ''), { delimiter, newline: '\r\n' }).data.slice(
    0,
    -1,
  );
/** As a spreadsheet reads that does not expect our delimiter: quotes inside a cell mean nothing to it. */
const splitAnyhow = (text: string) => text.replace(/^\ufeff/, '').split(/[;\t\r\n]/);

describe('toCsv', () => {
  it('is read back as it was, except for the apostrophes', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const back = read(toCsv(rows), ',');
        const bare = (text: string) => text.replaceAll("'", '');
        expect(back.map((cells) => cells.map(bare))).toEqual(
          rows.map((cells) => cells.map((one) => bare(String(one ?? '')))),
        );
      }),
    );
  });

  it('has no cell of text that a spreadsheet computes, wherever it splits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(hostile, { minLength: 1, maxLength: 3 }), { minLength: 1 }),
        (rows) => {
          const cells = [...read(toCsv(rows), ',').flat(), ...splitAnyhow(toCsv(rows))];
          for (const one of cells) {
            expect(one).not.toMatch(/^["\s]*[=+\-@＝]/);
          }
        },
      ),
    );
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['-5', "'-5"],
    ['+7,5', `"'+7,5"`],
    [-5, '-5'],
    [null, ''],
    ['a "b"', '"a ""b"""'],
    ['x;=cmd', `"x;'=cmd"`],
    [' @SUM', `" '@SUM"`],
    ['one\ntwo', '"one\ntwo"'],
    ['Проба', 'Проба'],
  ])('%o is written %o', (value, written) => {
    expect(toCsv([[value, 1]])).toBe(`\ufeff${written},1\r\n`);
  });
});
