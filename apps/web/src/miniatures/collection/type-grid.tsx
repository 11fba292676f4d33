import { stages } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { Checkbox, VisuallyHidden } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GridCell } from '../../kernel/grid/grid-cell.tsx';
import { type Selection, useSelection } from '../../kernel/grid/use-selection.ts';
import { laterPart } from '../../kernel/lazy-part.ts';
import { TypeDialogs, useTypeDialogs } from '../dialogs/type-dialogs.tsx';
import { StageIcon } from '../stages/stage-look.tsx';
import { useMayWrite } from '../use-may-write.ts';
import classes from './type-grid.module.css';
import { TypeRow } from './type-row.tsx';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridRows } from './use-grid-rows.ts';

const BulkBar = laterPart(async () => (await import('../bulk/bulk-bar.tsx')).BulkBar);

interface Props {
  readonly list: {
    readonly types: readonly MiniatureType[];
    readonly total: number;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly isPlaceholderData: boolean;
    readonly fetchNextPage: () => unknown;
  };
  readonly archived: boolean;
  /** A type that was made just now, to be shown and made the active one. */
  readonly highlighted: string | null;
}

/**
 * The types as an ARIA grid in which only the rows near the window exist. One row is the active one:
 * it alone is reached by Tab, and keys act on it.
 */
export function TypeGrid({ list, archived, highlighted }: Props) {
  const { t } = useTranslation('miniatures');
  const { types, total, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const body = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const activeIndex = Math.max(
    0,
    types.findIndex(({ id }) => id === activeId),
  );
  const { rows, height, offset, focusRow } = useGridRows({ body, count: total, activeIndex });
  const selection = useSelection(types);
  const dialogs = useTypeDialogs();
  const mayWrite = useMayWrite();

  const lastShown = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= types.length - 50 && hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [lastShown, types.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const goTo = useCallback(
    (index: number) => {
      const type = types[Math.min(Math.max(index, 0), types.length - 1)];
      if (type === undefined) return;
      setActiveId(type.id);
      focusRow(types.indexOf(type));
    },
    [types, focusRow],
  );
  const newIndex = highlighted === null ? -1 : types.findIndex(({ id }) => id === highlighted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the new type appears
  useEffect(() => {
    if (newIndex >= 0) goTo(newIndex);
  }, [highlighted, newIndex >= 0]);

  useGridKeys({
    active: types[activeIndex],
    activeIndex,
    last: types.length - 1,
    goTo,
    selection,
    dialogs,
  });

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: rows that place themselves cannot stand in a table */}
      <div
        role="grid"
        aria-label={t('list.label')}
        aria-rowcount={total + 1}
        aria-multiselectable={mayWrite}
        data-read-only={!mayWrite}
        aria-busy={list.isPlaceholderData}
        className={classes.grid}
      >
        <GridHeader selection={selection} mayWrite={mayWrite} />
        <div ref={body} className={classes.body} style={{ height }}>
          {rows.map(({ index, start, size }) => {
            const type = types[index];
            const style = { height: size, transform: `translateY(${start - offset}px)` };
            if (type === undefined) {
              return <div key={`empty-${index}`} className={classes.placeholder} style={style} />;
            }
            return (
              <TypeRow
                key={type.id}
                type={type}
                index={index}
                style={style}
                active={index === activeIndex}
                selected={selection.ids.has(type.id)}
                archived={archived}
                mayWrite={mayWrite}
                onActive={setActiveId}
                onSelect={selection.toggle}
                onDialog={dialogs.open}
              />
            );
          })}
        </div>
      </div>
      <BulkBar types={selection.rows} archived={archived} onClear={selection.clear} />
      <TypeDialogs dialogs={dialogs} />
    </>
  );
}

interface HeaderProps {
  readonly selection: Selection<MiniatureType>;
  readonly mayWrite: boolean;
}

/** Column heads: they stay in sight while the list is scrolled. */
function GridHeader({ selection, mayWrite }: HeaderProps) {
  const { t } = useTranslation('miniatures');
  return (
    // biome-ignore lint/a11y/useSemanticElements: see GridCell
    // biome-ignore lint/a11y/useFocusableInteractive: the rows of this grid take the focus, its head does not
    <div role="row" aria-rowindex={1} className={classes.header}>
      {mayWrite && (
        <GridCell isHead className={classes.select}>
          <Checkbox
            size="sm"
            aria-label={t('list.selectAll')}
            checked={selection.isAll}
            indeterminate={selection.ids.size > 0 && !selection.isAll}
            onChange={selection.isAll ? selection.clear : selection.selectAll}
          />
        </GridCell>
      )}
      <GridCell isHead className={classes.name}>
        {t('list.type')}
      </GridCell>
      {stages.map((stage, place) => (
        <GridCell
          isHead
          key={stage}
          className={classes.stageHead}
          style={{ '--place': place } as object}
        >
          <StageIcon stage={stage} size={16} />
          {t(`stages.${stage}`)}
        </GridCell>
      ))}
      {mayWrite && (
        <GridCell isHead className={classes.actions}>
          <VisuallyHidden>{t('list.actions')}</VisuallyHidden>
        </GridCell>
      )}
    </div>
  );
}
