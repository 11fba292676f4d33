import {
  guessMapping,
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
export type TableRefusal = 'workbook' | 'large' | 'empty' | 'binary' | 'unreadable';

/** What a chosen file is: one for the server to read, a table, or neither. */
export type ChosenFile =
  | { readonly kind: 'export' }
  | { readonly kind: 'table'; readonly draft: TableDraft }
  | { readonly kind: 'refused'; readonly refusal: TableRefusal };

/** A table stands in memory, several times over. An export does not: it may be as large as it likes. */
const maxTableBytes = 20 * 1024 * 1024;

/**
 * Looks into a file. What begins like JSON, or calls itself so, is for the server.
 *
 * @param legacyEncoding what text is read in that is not Unicode: what the user's own programs would use
 */
export async function lookInto(file: File, legacyEncoding: string): Promise<ChosenFile> {
  const start = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
  if (isWorkbook(start)) return { kind: 'refused', refusal: 'workbook' };
  const beginning = new TextDecoder(utf16Of(start) ?? 'utf-8').decode(start).trimStart();
  const isJson = /^[{[]/.test(beginning) || /\.json$/i.test(file.name) || /json/.test(file.type);
  if (isJson) return { kind: 'export' };
  if (file.size > maxTableBytes) return { kind: 'refused', refusal: 'large' };
  const { text, supposed } = decode(await file.arrayBuffer(), legacyEncoding);
  if (text.includes('\0')) return { kind: 'refused', refusal: 'binary' };
  const draft = await readRows(text);
  if (draft === null) return { kind: 'refused', refusal: 'empty' };
  return { kind: 'table', draft: { ...draft, name: file.name, supposed } };
}

/** What was copied from a spreadsheet, or typed; null for nothing. */
export async function readRows(text: string): Promise<TableDraft | null> {
  // Only those who bring a table need it.
  const { default: papa } = await import('papaparse');
  const config = { delimiter: delimiterOf(text) };
  const quoted = papa.parse<string[]>(text, config);
  // A quotation mark that is a part of a name opens no cell: it would take in all that follows.
  const isQuoted = !quoted.errors.some(({ type }) => type === 'Quotes');
  const { data } = isQuoted ? quoted : papa.parse<string[]>(text, { ...config, fastMode: true });
  // Most files end in a line break, which is no row.
  while (data.at(-1)?.every((cell) => cell.trim() === '')) data.pop();
  if (data.length === 0) return null;
  return { name: null, rows: data, mapping: guessMapping(data), supposed: null };
}

/** What stands most often in the first line: a copy from a spreadsheet has tabs, many a country's CSV semicolons. */
function delimiterOf(text: string): string {
  const [line = ''] = /[^\r\n]+/.exec(text) ?? [];
  const often = (delimiter: string) => line.split(delimiter).length;
  const [most = ','] = ['\t', ';', ',', '|'].toSorted((a, b) => often(b) - often(a));
  return most;
}

function decode(bytes: ArrayBuffer, legacyEncoding: string) {
  const unicode = utf16Of(new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength))) ?? 'utf-8';
  try {
    return { text: new TextDecoder(unicode, { fatal: true }).decode(bytes), supposed: null };
  } catch {
    return { text: new TextDecoder(legacyEncoding).decode(bytes), supposed: legacyEncoding };
  }
}

/** UTF-16 is known by its byte order mark. */
function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** Files of Excel, LibreOffice and Numbers are archives, or Microsoft's older container. */
function isWorkbook([a, b, c, d]: Uint8Array): boolean {
  return (
    (a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04) ||
    (a === 0xd0 && b === 0xcf && c === 0x11)
  );
}
