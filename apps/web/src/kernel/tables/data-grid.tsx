import type { LinkProps } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, shownColumns } from './column.ts';
import { GridRows } from './grid-rows.tsx';
import { EmptyGrid, FailedGrid, GridSkeleton, NothingFound } from './grid-states.tsx';
import { GridToolbar } from './grid-toolbar.tsx';
import type { TableRows } from './table-rows.ts';
import { useShownRows } from './use-shown-rows.ts';
import type { TableControl } from './use-table-state.ts';

export interface DataGridProps<Row> {
  /** Names the table for the person's own views and for the file, `audit`. */
  readonly name: string;
  readonly label: string;
  readonly table: TableControl;
  readonly rows: TableRows<Row>;
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[];
  /** Where a row leads; undefined for one that leads nowhere. */
  readonly opens?: ((row: Row) => LinkProps | undefined) | undefined;
  /** The row that has the focus at first, by its id: where a link has led to. */
  readonly at?: string | undefined;
  /** What can be done with several rows; without it none can be chosen. */
  readonly actions?: ((rows: readonly Row[], clear: () => void) => ReactNode) | undefined;
  /** The way to a file, where the server has more than is shown; by itself what is shown is saved as CSV. */
  readonly file?: ReactNode;
  /** What is said where there are no rows at all. */
  readonly empty?: string;
}

/**
 * A table to work with: sorted, filtered, searched, its columns chosen, all of it kept in the address and in
 * views of one's own; as a virtual ARIA grid that scrolls with the window (ADR 36, 80). For a few figures to
 * read there is the {@link DataTable}.
 */
export function DataGrid<Row extends { readonly id: string }>(props: DataGridProps<Row>) {
  const { ready } = useTranslation('tables');
  return ready ? <Grid {...props} /> : <GridSkeleton />;
}

function Grid<Row extends { readonly id: string }>(props: DataGridProps<Row>) {
  const { name, label, table, rows, columns, empty } = props;
  const { state } = table;
  const { rows: all, isBehind } = useShownRows({ columns, table, rows });
  const shown = shownColumns(columns, state.columns);
  const grid = useRef<HTMLDivElement>(null);
  const isAsUsual = state.q === '' && Object.keys(state.filters).length === 0;
  const isEmpty = !rows.isLoading && rows.error === null && all.length === 0;
  const showAll = () => table.change({ q: '', filters: {} });
  return (
    <>
      <GridToolbar
        name={name}
        label={label}
        table={table}
        rows={rows}
        shownRows={all}
        columns={columns}
        shown={shown}
        file={props.file}
        onLeave={() => grid.current?.querySelector<HTMLElement>('[data-active="true"]')?.focus()}
      />
      {rows.isLoading && <GridSkeleton />}
      {rows.error !== null && <FailedGrid error={rows.error} onRetry={rows.retry} />}
      {isEmpty && isAsUsual && <EmptyGrid title={empty} />}
      {isEmpty && !isAsUsual && <NothingFound onShowAll={showAll} />}
      {all.length > 0 && (
        <GridRows
          ref={grid}
          label={label}
          table={table}
          all={all}
          columns={shown}
          isStale={rows.isStale || isBehind}
          pages={rows.pages}
          opens={props.opens}
          at={props.at}
          actions={props.actions}
        />
      )}
    </>
  );
}
