import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { Environment } from '@atelier/domain/orchestra/types.ts';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
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
import { EnvironmentDialog } from './environment-dialog.tsx';
import { RestoreDialog } from './restore-dialog.tsx';

const address = tableAddress({ sorts: ['name', 'changed'], sort: 'name', filters: {} });

/** Where suites are run: addresses, variables, secrets. */
export function EnvironmentsPage() {
  const { t, ready } = useTranslation(['environments', 'orchestra']);
  const { archived, toggle } = useArchived();
  const trpc = useTRPC();
  const mayManage = useMay(orchestraActions.manageEnvironments);
  const environments = useQuery(trpc.orchestra.environments.list.queryOptions({ archived }));
  const table = useTableState(address);
  const columns = useColumns();
  if (!ready) return <Skeleton height={240} radius="md" />;
  return (
    <>
      <ListPage
        name="environments"
        label={t('list')}
        create={mayManage && !archived ? t('create') : null}
        table={table}
        rows={allRows(environments)}
        columns={columns}
        empty={archived ? t('orchestra:noneArchived') : t('empty')}
        mayOpen={() => mayManage}
        dialog={(environment, onClose) =>
          environment?.isArchived ? (
            <RestoreDialog environment={environment} onClose={onClose} />
          ) : (
            <EnvironmentDialog environment={environment} onClose={onClose} />
          )
        }
      />
      {toggle}
    </>
  );
}

function useColumns(): readonly Column<Environment>[] {
  const { t } = useTranslation('environments');
  const format = useFormat();
  return useMemo(
    () => [
      { id: 'name', head: t('name'), value: ({ name }) => name },
      {
        id: 'address',
        head: t('address'),
        value: ({ baseUrls }) => Object.values(baseUrls).join(', '),
        text: ({ baseUrls }) => Object.values(baseUrls).join(', ') || t('noAddress'),
        width: 1.5,
      },
      {
        id: 'variables',
        head: t('variables'),
        value: ({ variables }) => Object.keys(variables).length,
        isFigures: true,
        width: 0.8,
      },
      {
        id: 'secrets',
        head: t('secrets'),
        value: ({ secretNames }) => secretNames.length,
        isFigures: true,
        width: 0.8,
      },
      {
        id: 'changed',
        head: t('changed'),
        value: ({ updatedAt }) => Date.parse(updatedAt),
        text: ({ updatedAt }) => format.instant(Date.parse(updatedAt)),
        // On a phone an instant needs a line of its own.
        width: 1.1,
      },
    ],
    [t, format],
  );
}
