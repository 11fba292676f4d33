import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { ListedSuite } from '@atelier/domain/orchestra/types.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { ListPage } from '../../kernel/tables/list-page.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { useArchived } from '../archived/use-archived.tsx';
import { CreateSuiteDialog } from './create-suite-dialog.tsx';
import { SuitesEmpty } from './suites-empty.tsx';

const address = tableAddress({
  sorts: ['name', 'scenarios', 'lastRun', 'changed'],
  sort: '-changed',
  filters: {},
});

/** The suites of the house, with how each went last. */
export function SuitesPage() {
  const { t } = useTranslation('orchestra');
  const trpc = useTRPC();
  const { archived, toggle } = useArchived();
  const mayEdit = useMay(orchestraActions.edit);
  const suites = useQuery(trpc.orchestra.suites.list.queryOptions({ archived }));
  const table = useTableState(address);
  const columns = useColumns();
  const [isCreating, setCreating] = useState(false);
  if (suites.data?.length === 0 && !archived) {
    return (
      <>
        <SuitesEmpty onCreate={mayEdit ? () => setCreating(true) : null} />
        {toggle}
        {isCreating && <CreateSuiteDialog onClose={() => setCreating(false)} />}
      </>
    );
  }
  return (
    <>
      <ListPage
        name="scenario-suites"
        label={t('suites.list')}
        create={mayEdit && !archived ? t('suites.create') : null}
        empty={t('noneArchived')}
        table={table}
        rows={allRows(suites)}
        columns={columns}
        opens={({ id }) => ({ to: '/orchestra/suites/$suiteId', params: { suiteId: id } })}
        dialog={(_, onClose) => <CreateSuiteDialog onClose={onClose} />}
      />
      {toggle}
    </>
  );
}

function useColumns(): readonly Column<ListedSuite>[] {
  const { t } = useTranslation('orchestra');
  const format = useFormat();
  return useMemo(
    () => [
      { id: 'name', head: t('suites.name'), value: ({ name }) => name, width: 1.6 },
      {
        id: 'scenarios',
        head: t('suites.scenarios'),
        value: ({ scenarios }) => scenarios,
        isFigures: true,
        width: 0.7,
      },
      {
        id: 'lastRun',
        head: t('suites.lastRun'),
        value: ({ lastRun }) => lastRun && Date.parse(lastRun.startedAt),
        text: ({ lastRun }) =>
          lastRun === null
            ? t('suites.neverRun')
            : t('suites.run', {
                number: format.number(lastRun.number),
                status: t(`statuses.${lastRun.status}`),
              }),
        width: 1.2,
      },
      {
        id: 'process',
        head: t('suites.process'),
        value: ({ processName }) => processName ?? '',
        isExtra: true,
      },
      {
        id: 'changed',
        head: t('suites.changed'),
        value: ({ updatedAt }) => Date.parse(updatedAt),
        text: ({ updatedAt }) => format.instant(Date.parse(updatedAt)),
        width: 1.2,
      },
      {
        id: 'changedBy',
        head: t('suites.changedBy'),
        value: ({ updatedBy }) => updatedBy?.name ?? '',
        isExtra: true,
      },
    ],
    [t, format],
  );
}
