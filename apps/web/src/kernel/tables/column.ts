import type { ReactNode } from 'react';
import type { Format } from '../i18n/format.ts';
import type { CsvCell } from './csv.ts';

/** A column of a {@link DataGrid}. */
export interface Column<Row> {
  readonly id: string;
  readonly head: string;
  /** By what it is sorted, filtered and found. Days as `YYYY-MM-DD`, instants as milliseconds since 1970. */
  readonly value: (row: Row) => string | number | null;
  /** The same in words; by itself a number as the language writes it, and one of `words`. */
  readonly text?: (row: Row) => string;
  /** The words for the values of a column with a choice. */
  readonly words?: Readonly<Record<string, string>>;
  /** What is shown in place of the text. Whatever takes the focus gets this `tabIndex`. */
  readonly cell?: (row: Row, tabIndex: 0 | -1) => ReactNode;
  /** Its share of the width; the usual is 1, and on a card more than 1 is a line of its own. */
  readonly width?: number;
  /** Figures stand at the end of their cells. */
  readonly isFigures?: boolean;
  /** Not shown until it is chosen. */
  readonly isExtra?: boolean;
  /** The menu of the row: always shown, in no file, and at the corner of a card. */
  readonly isMenu?: boolean;
}

/** What a cell says. */
export function cellText<Row>(column: Column<Row>, row: Row, format: Format): string {
  if (column.text !== undefined) return column.text(row);
  const value = column.value(row);
  if (value === null) return '';
  if (typeof value === 'number') return format.number(value);
  return column.words?.[value] ?? value;
}

/** The same for a file, where a number stays one. */
export function csvCell<Row>(column: Column<Row>, row: Row, format: Format): CsvCell {
  const value = column.value(row);
  const isPlain = column.text === undefined && typeof value === 'number';
  return isPlain ? value : cellText(column, row, format);
}

/** The columns that are shown: the first names the row and always is. */
export function shownColumns<Row>(
  columns: readonly Column<Row>[],
  chosen: readonly string[] | null,
): readonly Column<Row>[] {
  return columns.filter(
    ({ id, isExtra = false, isMenu = false }, place) =>
      place === 0 || isMenu || (chosen?.includes(id) ?? !isExtra),
  );
}

/** Whether a cell takes a whole line of a card; otherwise two share one. */
export function isWide<Row>({ width = 1 }: Column<Row>): boolean {
  return width > 1;
}

/** How many lines the cells of a card take, besides the name. */
export function cardLines<Row>([, ...all]: readonly Column<Row>[]): number {
  const columns = all.filter(({ isMenu = false }) => !isMenu);
  const wide = columns.filter(isWide).length;
  return wide + Math.ceil((columns.length - wide) / 2);
}
