import { suiteRunOrigins, suiteRunStatuses } from '@atelier/domain/orchestra/statuses.ts';
import type { ListedSuiteRun } from '@atelier/domain/orchestra/types.ts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { DataGrid } from '../../kernel/tables/data-grid.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter } from '../../kernel/tables/table-filters.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { countsText } from '../status/counts-text.ts';
import { StatusMark } from '../status/status-mark.tsx';

const address = tableAddress({
  sorts: ['started'],
  sort: '-started',
  filters: { status: choiceFilter(suiteRunStatuses) },
});

/** So many are sorted and searched at once. */
const limit = 500;

/** The last runs of all suites, the newest first. */
export function SuiteRunsPage() {
  const { t } = useTranslation('orchestra');
  const table = useTableState(address);
  const trpc = useTRPC();
  const runs = useQuery(trpc.orchestra.runs.list.queryOptions({ limit }));
  const rows = allRows({ ...runs, data: runs.data?.items });
  return (
    <DataGrid
      name="suite-runs"
      label={t('runs.list')}
      table={table}
      rows={rows}
      columns={useColumns()}
      opens={({ id }) => ({ to: '/orchestra/runs/$suiteRunId', params: { suiteRunId: id } })}
      empty={t('runs.empty')}
    />
  );
}

function useColumns(): readonly Column<ListedSuiteRun>[] {
  const { t } = useTranslation('orchestra');
  const format = useFormat();
  return useMemo(() => {
    const words = Object.fromEntries(
      suiteRunStatuses.map((status) => [status, t(`statuses.${status}`)]),
    );
    const origins = Object.fromEntries(
      suiteRunOrigins.map((origin) => [origin, t(`origins.${origin}`)]),
    );
    return [
      {
        id: 'suite',
        head: t('runs.suite'),
        value: ({ suiteName }) => suiteName,
        text: ({ number, suiteName }) => `${suiteName} · ${t('runs.number')} ${number}`,
        width: 1.5,
      },
      {
        id: 'status',
        head: t('runs.status'),
        value: ({ status }) => status,
        words,
        cell: ({ status }) => <StatusMark status={status} />,
      },
      {
        id: 'tests',
        head: t('runs.tests'),
        value: ({ counts }) => counts.PASSED,
        text: ({ counts }) => countsText(counts, t, format),
        width: 1.3,
      },
      {
        id: 'environment',
        head: t('runs.environment'),
        value: ({ environmentName }) => environmentName,
      },
      {
        id: 'origin',
        head: t('runs.origin'),
        value: ({ origin }) => origin,
        words: origins,
        isExtra: true,
      },
      {
        id: 'by',
        head: t('runs.by'),
        value: ({ startedBy }) => startedBy?.name ?? '',
        isExtra: true,
      },
      {
        id: 'started',
        head: t('runs.started'),
        value: ({ startedAt }) => Date.parse(startedAt),
        text: ({ startedAt }) => format.instant(Date.parse(startedAt)),
        width: 1.2,
      },
    ];
  }, [t, format]);
}
