import type { TableLine } from '@atelier/domain/runs/interchange/case-table.ts';
import { ImportRefusal } from '@atelier/domain/runs/interchange/imported-case.ts';
import Papa from 'papaparse';

/** A table as text: the headings, and the rows with the lines of the file in which they begin. */
export interface TextTable {
  readonly head: readonly string[];
  readonly rows: readonly TableLine[];
}

/** Reads CSV, whatever its delimiter. Throws an {@link ImportRefusal} where a quote is not closed. */
export function csvTable(text: string): TextTable {
  const rows: TableLine[] = [];
  let line = 1;
  let last = 0;
  const lineAt = (place: number) => {
    line += countLines(text, last, place);
    last = place;
    return line;
  };
  let start = 0;
  Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text),
    // One by one, so that each is told its line.
    step({ data, errors, meta: { cursor } }) {
      const at = lineAt(start);
      start = cursor;
      const [fault] = errors.filter(({ type }) => type === 'Quotes');
      if (fault) throw new ImportRefusal('malformed', at, fault.code);
      if (data.some((cell) => cell !== '')) rows.push({ line: at, cells: data });
    },
  });
  const [head, ...others] = rows;
  if (head === undefined) throw new ImportRefusal('ends_early', 1);
  return { head: head.cells.map((name) => name.trim()), rows: others };
}

/** The sign that stands most often in the first line, outside of quotes. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const bare = first.replaceAll(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((sign) => [sign, bare.split(sign).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let place = text.indexOf('\n', from); place !== -1 && place < to; count++) {
    place = text.indexOf('\n', place + 1);
  }
  return count;
}
