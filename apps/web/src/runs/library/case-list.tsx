import type { ListedCase } from '@atelier/domain/runs/types.ts';
import type { DragEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { DataGrid } from '../../kernel/tables/data-grid.tsx';
import { usePagedRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import type { CaseEditing } from './case-editing.ts';
import { CaseListActions } from './case-list-actions.tsx';
import { caseAddress, caseFilterOf, caseTableName } from './case-table.ts';
import { droppedIds, isDragged } from './dragged.ts';
import { useCaseColumns } from './use-case-columns.tsx';
import { useCaseList } from './use-case-list.ts';

interface Props {
  readonly projectId: string;
  readonly suiteId: string | null;
  /** Null for whoever only looks. */
  readonly editing: CaseEditing | null;
}

/** The cases of a suite, or of all of them, in their order; Alt with ↑ or ↓ moves one, and so does the pointer. */
export function CaseList({ projectId, suiteId, editing }: Props) {
  const { t } = useTranslation('library');
  const table = useTableState(caseAddress);
  const archived = table.state.filters.archive !== undefined;
  const list = usePagedRows(
    useCaseList({
      ...{ projectId, archived },
      ...(suiteId !== null && { suiteId }),
      ...caseFilterOf(table.state),
    }),
  );
  const cases = list.rows;
  const rowAt = (target: EventTarget): ListedCase | undefined => {
    const row = (target as HTMLElement).closest<HTMLElement>('[data-index]');
    return cases[Number(row?.dataset.index ?? Number.NaN)];
  };
  const moveBefore = (caseIds: readonly string[], before: ListedCase | undefined, to: string) =>
    void editing?.actions.move.run({
      ...{ projectId, caseIds: [...caseIds], suiteId: to },
      before: before?.suiteId === to ? before.id : null,
    });
  const moveByOne = (chosen: readonly ListedCase[], by: 'up' | 'down') => {
    const [first, last] = [chosen[0], chosen.at(-1)];
    if (first === undefined || last === undefined) return;
    const beside = cases.filter((each) => each.suiteId === first.suiteId);
    const at = (one: ListedCase) => beside.findIndex(({ id }) => id === one.id);
    const before = by === 'up' ? beside[at(first) - 1] : beside[at(last) + 2];
    if (by === 'up' ? before === undefined : at(last) === beside.length - 1) return;
    moveBefore(
      chosen.map(({ id }) => id),
      before,
      first.suiteId,
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing === null || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown'))
      return;
    const row = rowAt(event.target);
    if (row === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    moveByOne([row], event.key === 'ArrowUp' ? 'up' : 'down');
  };
  const onDrop = (event: DragEvent) => {
    const caseIds = droppedIds(event, 'cases');
    const row = rowAt(event.target);
    if (caseIds.length === 0 || row === undefined) return;
    event.preventDefault();
    moveBefore(caseIds, row, row.suiteId);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows take the focus, and their keys come up here
    <div
      onKeyDownCapture={onKeyDown}
      onDragOver={(event) => {
        if (isDragged(event, 'cases') && rowAt(event.target)) event.preventDefault();
      }}
      onDrop={onDrop}
    >
      <DataGrid
        name={caseTableName}
        label={t('cases.label')}
        table={table}
        rows={list}
        columns={useCaseColumns(editing !== null)}
        opens={({ id }) => ({
          to: '/runs/projects/$projectId/cases/$caseId',
          params: { projectId, caseId: id },
        })}
        empty={t('cases.empty')}
        actions={
          editing
            ? (cases, clear) => (
                <CaseListActions
                  {...{ projectId, cases, clear, editing }}
                  areArchived={archived}
                  onMove={(by) => moveByOne(cases, by)}
                />
              )
            : undefined
        }
      />
    </div>
  );
}
