import type { WorkerState } from '@atelier/domain/orchestra/worker-types.ts';
import { Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { DataGrid } from '../../kernel/tables/data-grid.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter } from '../../kernel/tables/table-filters.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { useDuration } from '../words/duration-words.ts';
import { stateOf, WorkerStateMark, workerStates } from './worker-state.tsx';
import classes from './workers.module.css';

const address = tableAddress({
  sorts: ['started', 'worker', 'held', 'finished'],
  sort: 'started',
  filters: { state: choiceFilter(workerStates) },
});

interface Props {
  readonly workers: readonly WorkerState[];
  /** When they were so, by the database's clock. */
  readonly at: string;
}

/** The workers with what each holds and has done. */
export function WorkerTable({ workers, at }: Props) {
  const { t } = useTranslation('orchestra-workers');
  const table = useTableState(address);
  const duration = useDuration();
  const columns = useColumns(at);
  const silent = workers.filter(({ isSilent }) => isSilent);
  const rows = {
    ...{ rows: workers, isLoading: false, error: null, isStale: false, pages: null },
    retry() {},
  };
  return (
    <section>
      <Title order={2} mb="sm">
        {t('workers')}
      </Title>
      {silent.map((worker) => (
        <Text key={worker.id} className={classes.silent}>
          <IconAlertTriangle size={18} aria-hidden />
          <span>
            <strong>
              {t('workerName', { host: worker.host, process: String(worker.processId) })}
            </strong>
            {': '}
            {t('silentHint', { duration: duration(Date.parse(at) - Date.parse(worker.seenAt)) })}
          </span>
        </Text>
      ))}
      <DataGrid
        name="orchestra-workers"
        label={t('workers')}
        table={table}
        rows={rows}
        columns={columns}
      />
    </section>
  );
}

function useColumns(at: string): readonly Column<WorkerState>[] {
  const { t } = useTranslation('orchestra-workers');
  const format = useFormat();
  const duration = useDuration();
  return useMemo(() => {
    const now = Date.parse(at);
    const words = Object.fromEntries(workerStates.map((state) => [state, t(`states.${state}`)]));
    const leaseOf = ({ oldestLeaseUntil }: WorkerState) => {
      if (oldestLeaseUntil === null) return t('noLease');
      const left = Date.parse(oldestLeaseUntil) - now;
      return left < 0
        ? t('leaseOver', { duration: duration(-left) })
        : t('leaseLeft', { duration: duration(left) });
    };
    return [
      {
        id: 'worker',
        head: t('worker'),
        value: ({ host, processId }) => t('workerName', { host, process: String(processId) }),
        width: 1.6,
      },
      {
        id: 'state',
        head: t('state'),
        value: stateOf,
        words,
        cell: (worker) => <WorkerStateMark worker={worker} />,
        width: 1.2,
      },
      {
        id: 'held',
        head: t('held'),
        value: ({ held }) => held,
        text: ({ held, concurrency }) => t('heldOf', { held, concurrency }),
      },
      {
        id: 'finished',
        head: t('finished'),
        value: ({ finished }) => finished,
        isFigures: true,
        width: 0.8,
      },
      {
        id: 'parked',
        head: t('parked'),
        value: ({ parked }) => parked,
        isFigures: true,
        isExtra: true,
      },
      { id: 'lost', head: t('lost'), value: ({ lost }) => lost, isFigures: true, width: 0.8 },
      {
        id: 'seen',
        head: t('seen'),
        value: ({ seenAt }) => Date.parse(seenAt),
        text: ({ seenAt }) => t('seenAgo', { duration: duration(now - Date.parse(seenAt)) }),
      },
      {
        id: 'lease',
        head: t('lease'),
        value: ({ oldestLeaseUntil }) => oldestLeaseUntil && Date.parse(oldestLeaseUntil),
        text: leaseOf,
      },
      {
        id: 'started',
        head: t('started'),
        value: ({ startedAt }) => Date.parse(startedAt),
        text: ({ startedAt }) => format.instant(Date.parse(startedAt)),
        isExtra: true,
      },
    ];
  }, [t, format, duration, at]);
}
