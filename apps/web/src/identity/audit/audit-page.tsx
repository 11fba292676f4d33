import type { ShownEntry } from '@atelier/domain/identity/audit-schemas.ts';
import { Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { DataGrid } from '../../kernel/tables/data-grid.tsx';
import { usePagedRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { auditAddress, auditFilter } from './audit-table.ts';
import { EntryDialog } from './entry-dialog.tsx';
import { ExportMenu } from './export-menu.tsx';
import { useAuditColumns } from './use-audit-columns.tsx';

/** Who did what, the newest first. */
export function AuditPage() {
  const { t } = useTranslation('identity');
  const table = useTableState(auditAddress);
  const filter = auditFilter(table.state);
  const [open, setOpen] = useState<ShownEntry | null>(null);
  const columns = useAuditColumns(setOpen);
  return (
    <>
      <PageHeader>
        <PageHeading title={t('audit.title')} />
      </PageHeader>
      <Text c="dimmed" mb="lg" mt={-8}>
        {t('audit.text')}
      </Text>
      <DataGrid
        name="audit"
        label={t('audit.list')}
        table={table}
        rows={useEntries(filter)}
        columns={columns}
        file={<ExportMenu filter={filter} />}
        empty={t('audit.empty')}
      />
      <EntryDialog entry={open} onClose={() => setOpen(null)} />
    </>
  );
}

const pageSize = 100;

function useEntries(filter: ReturnType<typeof auditFilter>) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { ...filter, limit: pageSize };
  return usePagedRows<ShownEntry>(
    useInfiniteQuery({
      queryKey: trpc.identity.audit.list.infiniteQueryKey(input),
      queryFn: ({ pageParam, signal }) =>
        client.identity.audit.list.query({ ...input, cursor: pageParam }, { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: keepPreviousData,
      // What others do meanwhile is not announced here; whoever comes back sees it.
      staleTime: 0,
    }),
  );
}
