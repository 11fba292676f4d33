import { Checkbox } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type MouseEvent, memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { GridCell } from '../grid/grid-cell.tsx';
import { useFormat } from '../i18n/format.ts';
import { type Column, cellText, isWide } from './column.ts';
import classes from './data-grid.module.css';

interface Props<Row> {
  readonly row: Row;
  readonly index: number;
  /** Where the row stands in the body, and how high it is, in pixels. */
  readonly top: number;
  readonly height: number;
  readonly columns: readonly Column<Row>[];
  readonly isActive: boolean;
  /** Null where rows cannot be chosen. */
  readonly isSelected: boolean | null;
  readonly opens: ((row: Row) => LinkProps | undefined) | undefined;
  readonly onActive: (id: string) => void;
  readonly onSelect: (id: string, withRange: boolean) => void;
}

function PlainDataRow<Row extends { readonly id: string }>(props: Props<Row>) {
  const { row, index, top, height, columns, isActive, isSelected, opens } = props;
  const { onActive, onSelect } = props;
  const { t } = useTranslation('tables');
  const format = useFormat();
  const tabIndex = isActive ? 0 : -1;
  const isSelectable = isSelected !== null;
  const link = opens?.(row);
  const [nameColumn] = columns;
  const name = nameColumn === undefined ? '' : cellText(nameColumn, row, format);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtualised grid are placed by themselves
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid answers the keys of its rows
    <div
      role="row"
      aria-rowindex={index + 2}
      {...(isSelectable ? { 'aria-selected': isSelected } : {})}
      data-index={index}
      data-active={isActive}
      tabIndex={tabIndex}
      className={classes.row}
      style={{ height, transform: `translateY(${top}px)` }}
      onFocus={() => onActive(row.id)}
      // With Shift the browser would mark text between the two rows.
      onMouseDown={(event) => {
        if (event.shiftKey && isSelectable) event.preventDefault();
      }}
      onClick={(event) => {
        if (isSomethingElse(event)) return;
        event.currentTarget.focus({ preventScroll: true });
        if (isSelectable) onSelect(row.id, event.shiftKey);
        else event.currentTarget.querySelector<HTMLElement>('[data-opens]')?.click();
      }}
    >
      {isSelectable && (
        <GridCell className={classes.select}>
          <Checkbox
            size="sm"
            tabIndex={tabIndex}
            aria-label={t('select', { name })}
            checked={isSelected}
            onChange={({ nativeEvent }) =>
              onSelect(row.id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }
          />
        </GridCell>
      )}
      {columns.map((column, place) => (
        <GridCell key={column.id} className={cellClass(column, place)}>
          {place > 0 && !column.isMenu && (
            <span className={classes.label} aria-hidden>
              {column.head}
            </span>
          )}
          {place === 0 && link !== undefined ? (
            <Link {...link} data-opens tabIndex={tabIndex} className={classes.link}>
              {contentOf(column, row, tabIndex, name)}
            </Link>
          ) : (
            contentOf(column, row, tabIndex, place === 0 ? name : cellText(column, row, format))
          )}
        </GridCell>
      ))}
    </div>
  );
}

/** One row of a grid, as a line or, where there is no room for one, as a card. */
export const DataRow = memo(PlainDataRow) as typeof PlainDataRow;

function cellClass<Row>(column: Column<Row>, place: number): string {
  const kinds = [
    classes.cell,
    place === 0 && classes.name,
    isWide(column) && classes.wide,
    column.isFigures && classes.figures,
    column.isMenu && classes.menu,
  ];
  return kinds.filter(Boolean).join(' ');
}

function contentOf<Row>(
  { cell }: Column<Row>,
  row: Row,
  tabIndex: 0 | -1,
  text: string,
): ReactNode {
  if (cell !== undefined) return cell(row, tabIndex);
  return (
    <span className={classes.text} title={text}>
      {text}
    </span>
  );
}

/** A press on what has a meaning of its own, or the end of marking text. */
function isSomethingElse({ target, currentTarget }: MouseEvent<HTMLElement>): boolean {
  if (!(target instanceof Element)) return true;
  const owner = target.closest('a, button, input, label, select, textarea, [role="menu"]');
  const isOwned = owner !== null && currentTarget.contains(owner);
  return isOwned || (window.getSelection()?.toString() ?? '') !== '';
}
