import { runsActions } from '@atelier/domain/runs/actions.ts';
import { runStatuses } from '@atelier/domain/runs/machine.ts';
import type { ListedRun } from '@atelier/domain/runs/types.ts';
import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { ListPage } from '../../kernel/tables/list-page.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter } from '../../kernel/tables/table-filters.ts';
import { usePagedRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { useMay } from '../use-may.ts';
import { NewRunDialog } from './new-run-dialog.tsx';
import { useRunList } from './use-run-list.ts';

const address = tableAddress({
  sorts: ['created'],
  sort: '-created',
  filters: { status: choiceFilter(runStatuses) },
});

/** The runs of a project. */
export function RunsPage() {
  const { t } = useTranslation('runs');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/' });
  const table = useTableState(address);
  const {
    q: search,
    filters: { status },
  } = table.state;
  const rows = usePagedRows(
    useRunList({ projectId, ...(search && { search }), ...(status && { status: [...status] }) }),
  );
  const mayExecute = useMay(projectId)(runsActions.execute);
  return (
    <ListPage
      name="runs"
      label={t('runs.list')}
      create={mayExecute ? t('runs.create') : null}
      table={table}
      rows={rows}
      columns={useColumns()}
      opens={({ id }) => ({ to: '/runs/runs/$runId', params: { runId: id } })}
      actions={(chosen) =>
        chosen.length > 1 && (
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link
                to="/runs/compare"
                search={{
                  runs: chosen
                    .map(({ id }) => id)
                    .toReversed()
                    .join(','),
                }}
                {...props}
              />
            )}
          >
            {t('runs.compare')}
          </Button>
        )
      }
      empty={t('runs.empty')}
      dialog={(_, onClose) => <NewRunDialog projectId={projectId} onClose={onClose} />}
    />
  );
}

function useColumns(): readonly Column<ListedRun>[] {
  const { t } = useTranslation('runs');
  const format = useFormat();
  return useMemo(() => {
    const words = Object.fromEntries(
      runStatuses.map((status) => [status, t(`statuses.${status}`)]),
    );
    return [
      { id: 'title', head: t('runs.title'), value: ({ title }) => title, width: 1.9 },
      { id: 'status', head: t('runs.status'), value: ({ status }) => status, words, width: 0.75 },
      {
        // The runs of a matrix differ in this alone.
        id: 'asset',
        head: t('runs.asset'),
        value: ({ assetModel, firmwareVersion }) =>
          [assetModel, firmwareVersion].filter(Boolean).join(' · '),
      },
      {
        id: 'progress',
        head: t('runs.progress'),
        value: ({ results }) => results.ok,
        text: ({ results: { ok, fail, na, open } }) =>
          [
            t('runs.done', {
              done: format.number(ok + fail + na),
              total: format.number(ok + fail + na + open),
            }),
            fail > 0 && t('runs.failed', { count: fail }),
          ]
            .filter(Boolean)
            .join(', '),
        width: 1.3,
      },
      {
        id: 'engineer',
        head: t('runs.engineer'),
        value: ({ executedBy }) => executedBy.name,
        width: 0.95,
      },
      {
        id: 'created',
        head: t('runs.created'),
        value: ({ createdAt }) => Date.parse(createdAt),
        text: ({ createdAt }) => format.localDay(Date.parse(createdAt)),
        width: 1,
      },
    ];
  }, [t, format]);
}
