import {
  columnsOf,
  guessMapping,
  maxColumns,
  type TableMapping,
  type TableRows,
} from '@atelier/domain/miniatures/table-reading.ts';

/** Somebody's table on its way in, and how it is to be read. */
export interface TableDraft {
  /** What the file is called, or null for rows that were pasted. */
  readonly name: string | null;
  readonly rows: TableRows;
  readonly mapping: TableMapping;
  /** The encoding that was supposed, where the file is in none of Unicode's; else null. */
  readonly supposed: string | null;
}

/** Why a file is no table that could be read here. */
export type TableRefusal = 'workbook' | 'large' | 'wide' | 'empty' | 'binary' | 'unreadable';

/** What was brought: a table, or not. */
export type ReadTable =
  | { readonly kind: 'table'; readonly draft: TableDraft }
  | { readonly kind: 'refused'; readonly refusal: TableRefusal };

/** What a chosen file is: one for the server to read, a table, or neither. */
export type ChosenFile = { readonly kind: 'export' } | ReadTable;

/** A table stands in memory, several times over. An export does not: it may be as large as it likes. */
const maxTableBytes = 20 * 1024 * 1024;

/** So much of a file tells what it is. */
const startBytes = 1024;

/**
 * Looks into a file. One that begins like JSON, or has such a name, is left to the server.
 *
 * @param legacyEncoding what text is read in that is not Unicode: what the user's own programs would use
 */
export async function lookInto(file: File, legacyEncoding: string): Promise<ChosenFile> {
  const start = new Uint8Array(await file.slice(0, startBytes).arrayBuffer());
  if (isWorkbook(start)) return { kind: 'refused', refusal: 'workbook' };
  const beginning = new TextDecoder(utf16Of(start) ?? 'utf-8').decode(start).trimStart();
  const isJson = /^[{[]/.test(beginning) || /\.json$/i.test(file.name) || /json/.test(file.type);
  if (isJson) return { kind: 'export' };
  if (file.size > maxTableBytes) return { kind: 'refused', refusal: 'large' };
  const { text, supposed } = decode(await file.arrayBuffer(), legacyEncoding);
  if (text.includes('\0')) return { kind: 'refused', refusal: 'binary' };
  const read = await readRows(text);
  return read.kind === 'table'
    ? { ...read, draft: { ...read.draft, name: file.name, supposed } }
    : read;
}

/** What was copied from a spreadsheet, or typed. */
export async function readRows(text: string): Promise<ReadTable> {
  // Only those who bring a table need it.
  const { default: papa } = await import('papaparse');
  // Excel writes, and hides, a first line that names the delimiter.
  const named = /^"?sep=([^\r\n"])"?\1*(?:\r\n?|\n|$)/i.exec(text);
  const table = text.slice(named?.[0].length ?? 0);
  const config = { delimiter: named?.[1] ?? delimiterOf(table) };
  const quoted = papa.parse<string[]>(table, config);
  // A quotation mark that is a part of a name opens no cell: it would take in all that follows.
  const isQuoted = !quoted.errors.some(({ type }) => type === 'Quotes');
  const { data } = isQuoted ? quoted : papa.parse<string[]>(table, { ...config, fastMode: true });
  // Most files end in a line break, which is no row.
  while (data.at(-1)?.every(isBlank)) data.pop();
  if (data.length === 0) return { kind: 'refused', refusal: 'empty' };
  // A spreadsheet may write columns beyond the last that holds anything.
  const rows = data.map((row) => row.slice(0, row.findLastIndex((cell) => !isBlank(cell)) + 1));
  if (columnsOf(rows).length > maxColumns) return { kind: 'refused', refusal: 'wide' };
  const draft = { name: null, rows, mapping: guessMapping(rows), supposed: null };
  return { kind: 'table', draft };
}

const isBlank = (cell: string) => cell.trim() === '';

/** What stands most often in the first line: a copy from a spreadsheet has tabs, many a country's CSV semicolons. */
function delimiterOf(text: string): string {
  const [line = ''] = /[^\r\n]+/.exec(text) ?? [];
  const often = (delimiter: string) => line.split(delimiter).length;
  const [most = ','] = ['\t', ';', ',', '|'].toSorted((a, b) => often(b) - often(a));
  return most;
}

function decode(bytes: ArrayBuffer, legacyEncoding: string) {
  const unicode = utf16Of(new Uint8Array(bytes, 0, Math.min(startBytes, bytes.byteLength)));
  try {
    const text = new TextDecoder(unicode ?? 'utf-8', { fatal: true }).decode(bytes);
    return { text, supposed: null };
  } catch {
    return { text: new TextDecoder(legacyEncoding).decode(bytes), supposed: legacyEncoding };
  }
}

/**
 * UTF-16 is recognised by its byte order mark. Without one, it is recognised by very small bytes (`00`
 * Latin, `04` Cyrillic), which are the first or last byte of each unit in an alphabet and of every
 * delimiter, and which no other text contains: but for a few letters (Ё is `0401`) they are all in even
 * places or all in odd ones, and too many to be there by mistake.
 */
function utf16Of(start: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const small = (rest: number) =>
    start.filter((byte, place) => byte < 0x09 && place % 2 === rest).length;
  const [even, odd] = [small(0), small(1)];
  if (start.length % 2 === 1 || (even + odd) * 20 < start.length) return null;
  if (odd > 4 * even) return 'utf-16le';
  return even > 4 * odd ? 'utf-16be' : null;
}

/** Files of Excel, LibreOffice and Numbers are archives, or Microsoft's older container. */
function isWorkbook([a, b, c, d]: Uint8Array): boolean {
  return (
    (a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04) ||
    (a === 0xd0 && b === 0xcf && c === 0x11)
  );
}
