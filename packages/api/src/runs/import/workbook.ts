import type { TableLine } from '@atelier/domain/runs/interchange/case-table.ts';
import { ImportRefusal, importLimits } from '@atelier/domain/runs/interchange/imported-case.ts';
import { Unzip, UnzipInflate } from 'fflate';
import type { TextTable } from './csv-rows.ts';
import { readElements, type XmlElement } from './xml-tree.ts';

const maxColumns = 200;

/** The first sheet of a workbook. Throws an {@link ImportRefusal} for what is none, or is too large once unpacked. */
export function workbookTable(bytes: Buffer): TextTable {
  const files = unpack(bytes);
  const sheetName = [...files.keys()].filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  const [first] = sheetName.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const sheet = files.get(first ?? '');
  if (sheet === undefined) throw new ImportRefusal('not_this_format', null);
  const strings: string[] = [];
  const shared = files.get('xl/sharedStrings.xml');
  if (shared !== undefined) readElements(shared, 'si', (item) => strings.push(textIn(item)));
  const rows: TableLine[] = [];
  readElements(sheet, 'row', (row) => {
    const cells: string[] = [];
    for (const cell of row.children) {
      const place = columnOf(cell.attributes.r ?? '') ?? cells.length;
      if (place >= maxColumns) continue;
      while (cells.length < place) cells.push('');
      cells[place] = cellText(cell, strings);
    }
    const line = Number(row.attributes.r ?? rows.length + 1);
    if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
  });
  const [head, ...others] = rows;
  if (head === undefined) throw new ImportRefusal('ends_early', 1);
  return { head: head.cells.map((name) => name.trim()), rows: others };
}

/** The XML files of an archive, as text. */
function unpack(bytes: Buffer): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  let left: number = importLimits.unpackedBytes;
  const unzip = new Unzip((file) => {
    if (!/^xl\/(sharedStrings|worksheets\/[^/]+)\.xml$/.test(file.name)) return;
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let text = '';
    file.ondata = (error, data, isLast) => {
      if (error instanceof ImportRefusal) throw error;
      if (error) throw new ImportRefusal('malformed', null, file.name);
      left -= data.byteLength;
      if (left < 0) throw new ImportRefusal('too_large', null, file.name);
      text += decoder.decode(data, { stream: !isLast });
      if (isLast) files.set(file.name, text);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let place = 0; place < bytes.length; place += 65_536) {
      unzip.push(bytes.subarray(place, place + 65_536), place + 65_536 >= bytes.length);
    }
  } catch (error) {
    throw error instanceof ImportRefusal ? error : new ImportRefusal('malformed', null, 'zip');
  }
  return files;
}

/** `B7` is column 1. */
function columnOf(reference: string): number | undefined {
  const [letters] = /^[A-Z]{1,3}/.exec(reference) ?? [];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellText(cell: XmlElement, strings: readonly string[]): string {
  const value = cell.children.find(({ name }) => name === 'v')?.text ?? '';
  switch (cell.attributes.t) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'inlineStr':
      return textIn(cell);
    case 'b':
      return value === '1' ? 'yes' : 'no';
    default:
      // What a formula came to, not the formula.
      return value;
  }
}

/** All texts in an element, without how they are spoken. */
function textIn(element: XmlElement): string {
  return element.children
    .filter(({ name }) => name !== 'rPh')
    .map((one) => (one.name === 't' ? one.text : textIn(one)))
    .join('');
}
