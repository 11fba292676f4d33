/** What a cell of a table can be; a number is written as programs read it. */
export type CsvCell = string | number | null;

/** Characters with which a spreadsheet takes a cell for a formula, full-width ones included. */
const formula = /[=+\-@＝＋－＠]/;
/**
 * Where a cell begins. Spreadsheets of countries with a decimal comma expect semicolons, and split our cells
 * at those inside; so what follows one, a tab or a line break may become a cell, too, and there quotes mean
 * nothing.
 */
const cellStart = /(^|[;\t\r\n])([\s"]*)/.source;
const formulaStart = new RegExp(`${cellStart}(?=${formula.source})`, 'g');

/**
 * A table as CSV (RFC 4180: commas, CRLF, quotes doubled), with a byte order mark, by which Excel knows
 * UTF-8. Text that a spreadsheet would compute gets an apostrophe before it (CWE-1236); what is to stay a
 * number is given as one.
 */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = cell.replace(formulaStart, "$1$2'");
  return /[",;\t\r\n]/.test(text) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}
