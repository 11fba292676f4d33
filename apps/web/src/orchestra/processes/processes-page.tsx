import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { Process } from '@atelier/domain/orchestra/types.ts';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Choice } from '../../kernel/forms/choice.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { ListPage } from '../../kernel/tables/list-page.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { processesSearch } from '../process/process-search.ts';
import { ImportDialog } from './import-dialog.tsx';
import { ProcessesEmpty } from './processes-empty.tsx';
import classes from './processes-page.module.css';

const address = tableAddress({
  sorts: ['name', 'version', 'suites', 'imported'],
  sort: 'name',
  filters: {},
});

/** The processes of the house, from which suites are made. */
export function ProcessesPage() {
  const { t, ready } = useTranslation('orchestra-process');
  const trpc = useTRPC();
  const mayEdit = useMay(orchestraActions.edit);
  const { archived = false } = processesSearch(useSearch({ from: '/orchestra/lists/processes' }));
  const processes = useQuery(trpc.orchestra.processes.list.queryOptions({ archived }));
  const others = useQuery(trpc.orchestra.processes.list.queryOptions({ archived: !archived }));
  const table = useTableState(address);
  const columns = useColumns();
  const [isImporting, setImporting] = useState(false);
  if (!ready) return <Skeleton height={240} radius="md" />;
  const isNothing = processes.data?.length === 0 && others.data?.length === 0;
  if (isNothing && !archived) {
    return (
      <>
        <ProcessesEmpty onImport={mayEdit ? () => setImporting(true) : null} />
        {isImporting && <ImportDialog process={null} onClose={() => setImporting(false)} />}
      </>
    );
  }
  return (
    <>
      {(archived || (others.data?.length ?? 0) > 0) && <ArchivedChoice archived={archived} />}
      <ListPage
        name="processes"
        label={archived ? t('list.archived') : t('list.label')}
        create={mayEdit && !archived ? t('import.title') : null}
        table={table}
        rows={allRows(processes)}
        columns={columns}
        empty={archived ? t('list.noneArchived') : t('list.none')}
        opens={({ id }) => ({
          to: '/orchestra/processes/$processId',
          params: { processId: id },
        })}
        dialog={(_, onClose) => <ImportDialog process={null} onClose={onClose} />}
      />
    </>
  );
}

function ArchivedChoice({ archived }: { readonly archived: boolean }) {
  const { t } = useTranslation('orchestra-process');
  const navigate = useNavigate();
  return (
    <div className={classes.choice}>
      <Choice
        label={t('list.which')}
        value={archived ? 'archived' : 'used'}
        options={[
          { value: 'used', label: t('list.used') },
          { value: 'archived', label: t('list.archived') },
        ]}
        onChange={(value) =>
          void navigate({
            to: '/orchestra/processes',
            search: value === 'archived' ? { archived: true } : {},
            replace: true,
          })
        }
      />
    </div>
  );
}

function useColumns(): readonly Column<Process>[] {
  const { t } = useTranslation('orchestra-process');
  const format = useFormat();
  return useMemo(
    () => [
      { id: 'name', head: t('list.name'), value: ({ name }) => name, width: 1.8 },
      {
        id: 'version',
        head: t('list.version'),
        value: ({ versionNumber }) => versionNumber,
        isFigures: true,
        width: 0.6,
      },
      {
        id: 'suites',
        head: t('list.suites'),
        value: ({ suites }) => suites,
        isFigures: true,
        width: 0.6,
      },
      {
        id: 'imported',
        head: t('list.imported'),
        value: ({ importedAt }) => importedAt && Date.parse(importedAt),
        text: ({ importedAt }) =>
          importedAt === null ? '' : format.instant(Date.parse(importedAt)),
        width: 1.2,
      },
    ],
    [t, format],
  );
}
