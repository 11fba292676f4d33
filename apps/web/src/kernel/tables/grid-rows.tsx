import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { LinkProps } from '@tanstack/react-router';
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSelection } from '../grid/use-selection.ts';
import { useWindowRows } from '../grid/use-window-rows.ts';
import { type Column, cardLines } from './column.ts';
import classes from './data-grid.module.css';
import { DataRow } from './data-row.tsx';
import { GridHead } from './grid-head.tsx';
import { SelectionBar } from './selection-bar.tsx';
import type { Pages } from './table-rows.ts';
import { useGridNavigation } from './use-grid-navigation.ts';
import type { TableControl } from './use-table-state.ts';

interface Props<Row> {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly label: string;
  readonly table: TableControl;
  readonly all: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly isStale: boolean;
  readonly pages: Pages | null;
  readonly opens: ((row: Row) => LinkProps | undefined) | undefined;
  readonly at: string | undefined;
  readonly actions: ((rows: readonly Row[], clear: () => void) => ReactNode) | undefined;
}

/** Heights in pixels; the style sheet has the same: a card has its name, and lines of cells below it. */
const heights = { row: 44, card: 56, cardLine: 42 };
/** More rows are asked for while there are still this many below what is seen. */
const ahead = 50;

/** The rows of a grid with their heads. One row is the active one: Tab comes to it alone, keys act on it. */
export function GridRows<Row extends { readonly id: string }>(props: Props<Row>) {
  const { ref, label, table, all, columns, isStale, pages, opens, at, actions } = props;
  const { t } = useTranslation('tables');
  const body = useRef<HTMLDivElement>(null);
  const isNarrow =
    useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const [activeId, setActiveId] = useState<string | null>(null);
  const activeIndex = Math.max(
    0,
    all.findIndex(({ id }) => id === activeId),
  );
  const { rows, height, offset, focusRow } = useWindowRows({
    body,
    count: all.length,
    activeIndex,
    height: isNarrow ? heights.card + heights.cardLine * cardLines(columns) : heights.row,
    covered: isNarrow ? 112 : 48,
  });
  const chosen = useSelection(all);
  const selection = actions === undefined ? null : chosen;

  const lastSeen = rows.at(-1)?.index ?? 0;
  const wantsMore = pages?.hasMore && !pages.isLoadingMore && !pages.hasFailed && !isStale;
  useEffect(() => {
    if (wantsMore && lastSeen >= all.length - ahead) pages?.loadMore();
  }, [wantsMore, lastSeen, all.length, pages]);

  useTopOnNewQuestion(table, ref);

  const goTo = useCallback(
    (index: number) => {
      const row = all[index];
      if (row === undefined) return;
      setActiveId(row.id);
      focusRow(index);
    },
    [all, focusRow],
  );
  const place = at === undefined ? -1 : all.findIndex(({ id }) => id === at);
  // Where it stands may change later: then whoever came by the link has long gone on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once, when there is such a row
  useEffect(() => goTo(place), [at, place === -1]);
  const onKeyDown = useGridNavigation({ rows: all, activeIndex, goTo, selection });
  const isEnd = pages === null || !pages.hasMore;
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: rows that place themselves cannot stand in a table */}
      <div
        ref={ref}
        role="grid"
        aria-label={label}
        aria-rowcount={isEnd ? all.length + 1 : (pages.total ?? -2) + 1}
        aria-colcount={columns.length + (selection === null ? 0 : 1)}
        aria-multiselectable={selection !== null}
        aria-busy={isStale}
        className={classes.grid}
        data-selectable={selection !== null}
        style={
          {
            '--shares': columns.map(({ width = 1 }) => `minmax(0, ${width}fr)`).join(' '),
          } as object
        }
        onKeyDown={onKeyDown}
      >
        <GridHead table={table} columns={columns} selection={selection} />
        <div ref={body} className={classes.body} style={{ height }}>
          {rows.map(({ index, start, size }) => {
            const row = all[index];
            if (row === undefined) return null;
            return (
              <DataRow
                key={row.id}
                row={row}
                index={index}
                top={start - offset}
                height={size}
                columns={columns}
                isActive={index === activeIndex}
                isSelected={selection === null ? null : selection.ids.has(row.id)}
                opens={opens}
                onActive={setActiveId}
                onSelect={chosen.toggle}
              />
            );
          })}
        </div>
      </div>
      {pages !== null && <MoreRows pages={pages} />}
      {actions !== undefined && chosen.rows.length > 0 && (
        <SelectionBar
          label={t('selection')}
          count={t('selected', { count: chosen.rows.length })}
          clear={t('clearSelection')}
          onClear={chosen.clear}
        >
          {actions(chosen.rows, chosen.clear)}
        </SelectionBar>
      )}
    </>
  );
}

/** What is looked for anew is read from its beginning; in the middle of it nobody knows where they are. */
function useTopOnNewQuestion(
  { state: { q, sort, filters } }: TableControl,
  grid: RefObject<HTMLDivElement | null>,
): void {
  const question = JSON.stringify([q, sort, filters]);
  const asked = useRef(question);
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    const top = grid.current?.getBoundingClientRect().top ?? 0;
    if (top < 0) grid.current?.scrollIntoView();
  }, [question, grid]);
}

/** What is below the last row that is here. */
function MoreRows({ pages }: { readonly pages: Pages }) {
  const { t } = useTranslation('tables');
  return (
    <div className={classes.more} role="status">
      {pages.isLoadingMore && t('more.loading')}
      {pages.hasFailed && !pages.isLoadingMore && (
        <>
          {t('more.failed')}
          <Button size="sm" variant="default" onClick={pages.loadMore}>
            {t('retry')}
          </Button>
        </>
      )}
    </div>
  );
}
