import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { GridCell } from '../grid/grid-cell.tsx';
import type { Selection } from '../grid/use-selection.ts';
import type { Column } from './column.ts';
import classes from './data-grid.module.css';
import type { TableControl } from './use-table-state.ts';

interface Props<Row extends { readonly id: string }> {
  readonly table: TableControl;
  readonly columns: readonly Column<Row>[];
  readonly selection: Selection<Row> | null;
}

/** The heads of the columns; those by which the table can be sorted are buttons. They stay in sight. */
export function GridHead<Row extends { readonly id: string }>(props: Props<Row>) {
  const { table, columns, selection } = props;
  const { t } = useTranslation('tables');
  return (
    // biome-ignore lint/a11y/useSemanticElements: see GridCell
    // biome-ignore lint/a11y/useFocusableInteractive: the rows of this grid take the focus, its head does not
    <div role="row" aria-rowindex={1} className={classes.head}>
      {selection !== null && (
        <GridCell isHead className={classes.select}>
          <Checkbox
            size="sm"
            aria-label={t('selectAll')}
            checked={selection.isAll}
            indeterminate={selection.rows.length > 0 && !selection.isAll}
            onChange={selection.isAll ? selection.clear : selection.selectAll}
          />
          <span className={classes.selectAll} aria-hidden>
            {t('selectAll')}
          </span>
        </GridCell>
      )}
      {columns.map((column) => (
        <ColumnHead key={column.id} table={table} column={column} />
      ))}
    </div>
  );
}

function ColumnHead<Row>({
  table: { address, state, change },
  column: { id, head, isFigures = false },
}: {
  readonly table: TableControl;
  readonly column: Column<Row>;
}) {
  const { by, descending } = state.sort;
  const isSorted = by === id;
  const className = isFigures ? `${classes.columnHead} ${classes.figures}` : classes.columnHead;
  if (!address.sorts.includes(id)) {
    return (
      <GridCell isHead className={className}>
        <span className={classes.text}>{head}</span>
      </GridCell>
    );
  }
  const Arrow = isSorted ? (descending ? IconArrowDown : IconArrowUp) : IconArrowsSort;
  return (
    <GridCell
      isHead
      sorted={isSorted ? (descending ? 'descending' : 'ascending') : 'none'}
      className={className}
    >
      <button
        type="button"
        className={classes.sort}
        data-sorted={isSorted}
        // Of figures the largest come first.
        onClick={() => change({ sort: { by: id, descending: isSorted ? !descending : isFigures } })}
      >
        <span className={classes.text}>{head}</span>
        <Arrow size={14} stroke={2} aria-hidden />
      </button>
    </GridCell>
  );
}
