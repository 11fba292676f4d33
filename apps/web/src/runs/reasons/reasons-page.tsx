import { runsActions } from '@atelier/domain/runs/actions.ts';
import type { FailReason } from '@atelier/domain/runs/types.ts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { ListPage } from '../../kernel/tables/list-page.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter } from '../../kernel/tables/table-filters.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { inUseColumn } from '../fields/in-use-column.ts';
import { useMay } from '../use-may.ts';
import { ReasonDialog } from './reason-dialog.tsx';

const address = tableAddress({
  sorts: ['title', 'code', 'uses'],
  sort: '-uses',
  filters: { active: choiceFilter(['yes', 'no']) },
});

type Row = FailReason & { readonly id: string };

const withIds = (reasons: readonly FailReason[]): readonly Row[] =>
  reasons.map((reason) => ({ ...reason, id: reason.code }));

/** The catalogue of what makes something fail, and how often each was. It is the same for all projects. */
export function ReasonsPage() {
  const { t } = useTranslation('benches');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/reasons' });
  const trpc = useTRPC();
  const mayEdit = useMay(projectId)(runsActions.editReasons);
  return (
    <ListPage
      name="fail-reasons"
      label={t('reasons.list')}
      create={mayEdit ? t('reasons.create') : null}
      table={useTableState(address)}
      rows={allRows(useQuery({ ...trpc.runs.reasons.list.queryOptions(), select: withIds }))}
      columns={useColumns()}
      mayOpen={() => mayEdit}
      dialog={(reason, onClose) => <ReasonDialog reason={reason} onClose={onClose} />}
    />
  );
}

function useColumns(): readonly Column<Row>[] {
  const { t } = useTranslation('benches');
  return useMemo(
    () => [
      { id: 'title', head: t('reasons.title'), value: ({ title }) => title, width: 1.5 },
      { id: 'code', head: t('reasons.code'), value: ({ code }) => code },
      {
        id: 'description',
        head: t('reasons.description'),
        value: ({ description }) => description,
      },
      {
        id: 'uses',
        head: t('reasons.uses'),
        value: ({ uses }) => uses,
        isFigures: true,
        width: 0.6,
      },
      inUseColumn(t),
    ],
    [t],
  );
}
