import {
  type ColumnDef,
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useDeferredValue, useMemo, useRef } from 'react';
import { useFormat } from '../i18n/format.ts';
import { useLanguage } from '../i18n/language.ts';
import { type Column, cellText } from './column.ts';
import { contains, type FilterValue, fits } from './table-filters.ts';
import type { TableRows } from './table-rows.ts';
import type { TableControl } from './use-table-state.ts';

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
});

interface Options<Row> {
  readonly columns: readonly Column<Row>[];
  readonly table: TableControl;
  readonly rows: TableRows<Row>;
}

interface ShownRows<Row> {
  readonly rows: readonly Row[];
  /** Whether they are those of before, while others are sorted out. */
  readonly isBehind: boolean;
}

/**
 * The rows that were looked for, in the order that was asked for. Where the server does that, they are taken
 * as they come. Sorting a hundred thousand takes a moment, in which the page goes on with those of before.
 */
export function useShownRows<Row extends { readonly id: string }>({
  columns,
  table: { address, state },
  rows: { rows, pages },
}: Options<Row>): ShownRows<Row> {
  const format = useFormat();
  const language = useLanguage();
  const deferred = useDeferredValue(state);
  const { q, sort, filters } = deferred;
  const isDescending = useRef(false);
  isDescending.current = sort.descending;
  const definitions = useMemo(() => {
    const { compare } = new Intl.Collator(language, { numeric: true });
    return columns.map((column): ColumnDef<typeof features, Row> => {
      const filter = address.filters[column.id];
      return {
        id: column.id,
        accessorFn: column.value,
        // The library's own value of a row goes through a cache, which costs more than the value.
        sortUndefined: false,
        sortFn({ original: one }, { original: other }) {
          const a = column.value(one);
          const b = column.value(other);
          if (a === b) return 0;
          // What is not known comes last, whichever way it is sorted.
          if (a === null) return isDescending.current ? -1 : 1;
          if (b === null) return isDescending.current ? 1 : -1;
          return typeof a === 'number' && typeof b === 'number' ? a - b : compare(`${a}`, `${b}`);
        },
        filterFn(row, _id, wanted: FilterValue) {
          if (filter === undefined) return true;
          const text = filter.kind === 'text' ? cellText(column, row.original, format) : '';
          return fits(filter, wanted, column.value(row.original), text);
        },
      };
    });
  }, [columns, address, language, format]);
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const chosen = useMemo(
    () => ({
      sorting: [{ id: sort.by, desc: sort.descending }],
      columnFilters: Object.entries(filters).map(([id, value]) => ({ id, value })),
      globalFilter: q,
    }),
    [sort, filters, q],
  );
  const isServers = pages !== null;
  const shown = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: ({ id }) => id,
    state: chosen,
    manualSorting: isServers,
    manualFiltering: isServers,
    getColumnCanGlobalFilter: () => true,
    globalFilterFn(row, id, words: string) {
      const column = byId.get(id);
      return column !== undefined && contains(cellText(column, row.original, format), words);
    },
  }).getRowModel().rows;
  const found = useMemo(() => shown.map(({ original }) => original), [shown]);
  return { rows: found, isBehind: !isServers && deferred !== state };
}
