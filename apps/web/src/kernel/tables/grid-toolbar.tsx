import { Button } from '@mantine/core';
import { IconArrowsSort, IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SearchField } from '../grid/search-field.tsx';
import { useFormat } from '../i18n/format.ts';
import { Menu } from '../overlay/menu.tsx';
import { type Column, csvCell } from './column.ts';
import { ColumnChoice } from './column-choice.tsx';
import { downloadCsv } from './download-csv.ts';
import { FilterChips } from './filter-chips.tsx';
import { FilterPanel } from './filter-panel.tsx';
import classes from './grid-toolbar.module.css';
import { SavedViews } from './saved-views.tsx';
import type { TableRows } from './table-rows.ts';
import type { TableControl } from './use-table-state.ts';

interface Props<Row> {
  readonly name: string;
  readonly label: string;
  readonly table: TableControl;
  readonly rows: TableRows<Row>;
  /** Those that were found, in their order. */
  readonly shownRows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly shown: readonly Column<Row>[];
  /** In place of saving what is shown. */
  readonly file: ReactNode;
  readonly onLeave: () => void;
}

/** What is above a grid: what to look for, how to see it, and how much of it there is. */
export function GridToolbar<Row>(props: Props<Row>) {
  const { name, label, table, rows, shownRows, columns, shown, file, onLeave } = props;
  const { t } = useTranslation('tables');
  const format = useFormat();
  const save = () => {
    const told = shown.filter(({ isMenu = false }) => !isMenu);
    downloadCsv(name, [
      told.map(({ head }) => head),
      ...shownRows.map((row) => told.map((column) => csvCell(column, row, format))),
    ]);
  };
  return (
    <div className={classes.toolbar}>
      <div className={classes.tools}>
        <SearchField
          label={t('searchIn', { table: label })}
          placeholder={t('search')}
          clearLabel={t('clearSearch')}
          className={classes.search}
          value={table.state.q}
          onSearch={(q) => table.change({ q })}
          onLeave={onLeave}
        />
        <div className={classes.buttons}>
          <FilterPanel table={table} columns={columns} />
          <SortMenu table={table} columns={columns} />
          <ColumnChoice table={table} columns={columns} shown={shown} />
          <SavedViews name={name} table={table} />
          {file ?? (
            <Button
              variant="default"
              size="sm"
              leftSection={<IconDownload size={17} stroke={1.7} aria-hidden />}
              disabled={shownRows.length === 0}
              title={t('csvOf', { count: shownRows.length })}
              onClick={save}
            >
              {t('csv')}
            </Button>
          )}
        </div>
      </div>
      <div className={classes.facts}>
        <FilterChips table={table} columns={columns} />
        <span role="status" className={classes.count}>
          {!rows.isLoading && rows.error === null && (
            <HowMany rows={rows} shown={shownRows.length} />
          )}
        </span>
      </div>
    </div>
  );
}

function HowMany<Row>({
  rows: { rows, pages },
  shown,
}: {
  readonly rows: TableRows<Row>;
  readonly shown: number;
}) {
  const { t } = useTranslation('tables');
  if (pages === null) {
    const all = rows.length;
    return shown === all ? t('rows', { count: all }) : t('rowsOf', { count: all, shown });
  }
  if (!pages.hasMore || pages.total !== null) return t('rows', { count: pages.total ?? shown });
  return t('rowsSoFar', { count: shown });
}

/** The order of cards: they have no heads to press. */
function SortMenu<Row>({
  table: { address, state, change },
  columns,
}: {
  readonly table: TableControl;
  readonly columns: readonly Column<Row>[];
}) {
  const { t } = useTranslation('tables');
  const { by, descending } = state.sort;
  const sortable = columns.filter(({ id }) => address.sorts.includes(id));
  const orders = sortable.flatMap(({ id, head }) =>
    [false, true].map((down) => ({
      label: t(down ? 'sort.descending' : 'sort.ascending', { column: head }),
      checked: by === id && descending === down,
      onSelect: () => change({ sort: { by: id, descending: down } }),
    })),
  );
  return (
    <span className={classes.sort}>
      <Menu label={t('sort.label')} items={orders} className={classes.sortButton}>
        <IconArrowsSort size={17} stroke={1.7} aria-hidden />
        {t('sort.label')}
      </Menu>
    </span>
  );
}
