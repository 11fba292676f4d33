import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { Schedule } from '@atelier/domain/orchestra/types.ts';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useLanguage } from '../../kernel/i18n/language.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import type { Column } from '../../kernel/tables/column.ts';
import { ListPage } from '../../kernel/tables/list-page.tsx';
import { tableAddress } from '../../kernel/tables/table-address.ts';
import { choiceFilter } from '../../kernel/tables/table-filters.ts';
import { allRows } from '../../kernel/tables/table-rows.ts';
import { useTableState } from '../../kernel/tables/use-table-state.ts';
import { scheduleWords } from './rhythm-words.ts';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { ScheduleStateMark, scheduleStates, stateOf } from './schedule-state.tsx';

const address = tableAddress({
  sorts: ['next', 'suite', 'last'],
  sort: 'next',
  filters: { state: choiceFilter(scheduleStates) },
});

/** Which suites are started by themselves, and when. */
export function SchedulesPage() {
  const { t, ready } = useTranslation(['orchestra-schedules', 'orchestra']);
  const trpc = useTRPC();
  const mayEdit = useMay(orchestraActions.edit);
  const schedules = useQuery(trpc.orchestra.schedules.list.queryOptions({}));
  const table = useTableState(address);
  const columns = useColumns();
  if (!ready) return <Skeleton height={240} radius="md" />;
  return (
    <ListPage
      name="orchestra-schedules"
      label={t('list')}
      create={mayEdit ? t('create') : null}
      table={table}
      rows={allRows(schedules)}
      columns={columns}
      empty={t('empty')}
      mayOpen={() => mayEdit}
      dialog={(schedule, onClose) => <ScheduleDialog schedule={schedule} onClose={onClose} />}
    />
  );
}

function useColumns(): readonly Column<Schedule>[] {
  const { t } = useTranslation('orchestra-schedules');
  const format = useFormat();
  const language = useLanguage();
  return useMemo(() => {
    const words = Object.fromEntries(scheduleStates.map((state) => [state, t(`states.${state}`)]));
    return [
      { id: 'suite', head: t('suite'), value: ({ suiteName }) => suiteName, width: 1.2 },
      {
        id: 'when',
        head: t('when'),
        value: ({ cron }) => cron,
        text: (schedule) => scheduleWords(schedule, t, language),
        width: 1.8,
      },
      {
        id: 'environment',
        head: t('environment'),
        value: ({ environmentName }) => environmentName,
      },
      {
        id: 'state',
        head: t('state'),
        value: stateOf,
        words,
        cell: (schedule) => <ScheduleStateMark schedule={schedule} />,
        width: 1.2,
      },
      {
        id: 'next',
        head: t('next'),
        value: ({ nextAt }) => nextAt && Date.parse(nextAt),
        text: ({ nextAt }) => (nextAt === null ? t('noNext') : format.instant(Date.parse(nextAt))),
        width: 1.6,
      },
      {
        id: 'last',
        head: t('last'),
        value: ({ lastAt }) => lastAt && Date.parse(lastAt),
        text: ({ lastAt }) => (lastAt === null ? t('never') : format.instant(Date.parse(lastAt))),
        width: 1.5,
      },
    ];
  }, [t, format, language]);
}
