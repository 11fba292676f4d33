import type { Statistics } from '@atelier/domain/miniatures/statistics.ts';
import { useTranslation } from 'react-i18next';
import { ChartCard } from '../../kernel/charts/chart-card.tsx';
import { DataTable } from '../../kernel/charts/data-table.tsx';
import { PairedBars } from '../../kernel/charts/paired-bars.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';

/** What came in and what got done, week by week. */
export function WeeksChart({ statistics }: { readonly statistics: Statistics }) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const { weeks } = statistics;
  const bought = weeks.map((week) => week.bought);
  const done = weeks.map((week) => week.done);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  return (
    <ChartCard
      title={t('statistics.weeks')}
      text={t('statistics.weeksText')}
      chart={
        <PairedBars
          days={weeks.map(({ week }) => week)}
          series={[
            {
              name: t('statistics.bought'),
              color: 'var(--stage-in-box)',
              values: bought,
              striped: true,
            },
            {
              name: t('statistics.done'),
              color: 'var(--stage-done)',
              values: done,
              striped: false,
            },
          ]}
          label={t('statistics.weeksSummary', {
            weeks: weeks.length,
            bought: sum(bought),
            done: sum(done),
          })}
          describe={(day, { name }, value) =>
            `${t('statistics.weekOf', { date: format.day(day) })} · ${name}: ${format.number(value)}`
          }
        />
      }
      table={
        <DataTable
          caption={t('statistics.weeks')}
          heads={[t('statistics.week'), t('statistics.bought'), t('statistics.done')]}
          rows={weeks.map((week) => ({
            key: week.week,
            cells: [format.day(week.week), format.number(week.bought), format.number(week.done)],
          }))}
        />
      }
    />
  );
}
