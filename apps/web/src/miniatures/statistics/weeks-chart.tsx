import type { Statistics } from '@atelier/domain/miniatures/statistics.ts';
import { useTranslation } from 'react-i18next';
import { ChartCard } from '../../kernel/charts/chart-card.tsx';
import { PairedBars } from '../../kernel/charts/paired-bars.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DataTable } from '../../kernel/tables/data-table.tsx';
import { stageLooks } from '../stages/stage-look.tsx';
import { shownWeeks } from './shown-weeks.ts';

/** What came in and what got done, week by week. */
export function WeeksChart({ statistics }: { readonly statistics: Statistics }) {
  const { t } = useTranslation(['miniatures', 'statistics']);
  const format = useFormat();
  const { today } = statistics;
  const weeks = shownWeeks(statistics.weeks, today);
  const isCut = weeks[0] !== undefined && (statistics.weeks[0]?.week ?? '') < weeks[0].week;
  const bought = weeks.map((week) => week.bought);
  const done = weeks.map((week) => week.done);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  return (
    <ChartCard
      title={t('statistics:weeks')}
      text={isCut ? t('statistics:weeksLatest') : t('statistics:weeksText')}
      chart={
        <PairedBars
          days={weeks.map(({ week }) => week)}
          series={[
            {
              name: t('statistics:bought'),
              color: stageLooks.IN_BOX.color,
              texture: stageLooks.IN_BOX.texture,
              values: bought,
            },
            {
              name: t('statistics:done'),
              color: stageLooks.DONE.color,
              texture: stageLooks.DONE.texture,
              values: done,
            },
          ]}
          label={t('statistics:weeksSummary', {
            count: weeks.length,
            bought: sum(bought),
            done: sum(done),
          })}
          titleOf={(day) => t('statistics:weekOf', { date: format.day(day) })}
        />
      }
      table={
        <DataTable
          caption={t('statistics:weeks')}
          heads={[t('statistics:week'), t('statistics:bought'), t('statistics:done')]}
          rows={statistics.weeks.map((week) => ({
            key: week.week,
            cells: [format.day(week.week), format.number(week.bought), format.number(week.done)],
          }))}
        />
      }
    />
  );
}
