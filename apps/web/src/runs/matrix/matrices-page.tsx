import { runsActions } from '@atelier/domain/runs/actions.ts';
import type { ListedMatrix } from '@atelier/domain/runs/execution-types.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { ListPage } from '../../kernel/tables/list-page.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { useMay } from '../use-may.ts';
import { NewMatrixDialog } from './new-matrix-dialog.tsx';

const address = tableAddress({ sorts: ['title', 'created'], sort: '-created', filters: {} });

/** The matrices of a project: one template on many assets. */
export function MatricesPage() {
  const { t } = useTranslation('benches');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/matrices' });
  const trpc = useTRPC();
  const mayExecute = useMay(projectId)(runsActions.execute);
  return (
    <ListPage
      name="matrices"
      label={t('matrix.list')}
      create={mayExecute ? t('matrix.create') : null}
      table={useTableState(address)}
      rows={allRows(useQuery(trpc.runs.matrices.list.queryOptions({ projectId })))}
      columns={useColumns()}
      opens={({ id }) => ({ to: '/runs/matrices/$matrixId', params: { matrixId: id } })}
      empty={t('matrix.empty')}
      dialog={(_, onClose) => <NewMatrixDialog projectId={projectId} onClose={onClose} />}
    />
  );
}

function useColumns(): readonly Column<ListedMatrix>[] {
  const { t } = useTranslation('benches');
  const format = useFormat();
  return useMemo(
    () => [
      { id: 'title', head: t('matrix.title'), value: ({ title }) => title, width: 1.5 },
      {
        id: 'template',
        head: t('matrix.template'),
        value: ({ templateName }) => templateName ?? '',
      },
      {
        id: 'runs',
        head: t('matrix.runs'),
        value: ({ runs }) => runs,
        isFigures: true,
        width: 0.6,
      },
      {
        id: 'open',
        head: t('matrix.open'),
        value: ({ open }) => open,
        isFigures: true,
        width: 0.6,
      },
      {
        id: 'created',
        head: t('matrix.created'),
        value: ({ createdAt }) => Date.parse(createdAt),
        text: ({ createdAt }) => format.instant(Date.parse(createdAt)),
      },
    ],
    [t, format],
  );
}
