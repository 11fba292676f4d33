import type { QueueState } from '@atelier/domain/orchestra/worker-types.ts';
import { useTranslation } from 'react-i18next';
import { ChartCard } from '../../kernel/charts/chart-card.tsx';
import { StackedBars } from '../../kernel/charts/stacked-bars.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useLanguage } from '../../kernel/i18n/language.ts';
import { DataTable } from '../../kernel/tables/data-table.tsx';

/** How fast test runs are ended. */
export function Throughput({ queue: { minutes } }: { readonly queue: QueueState }) {
  const { t } = useTranslation('orchestra-workers');
  const format = useFormat();
  const language = useLanguage();
  const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
  const names = minutes.map(({ at }) => clock.format(Date.parse(at)));
  const values = minutes.map(({ finished }) => finished);
  const count = values.reduce((sum, value) => sum + value, 0);
  return (
    <ChartCard
      title={t('done')}
      text={t('doneText')}
      chart={
        <StackedBars
          names={names}
          series={[{ name: t('ended'), color: 'var(--stage-done)', texture: 'plain', values }]}
          label={t('doneSummary', { count })}
        />
      }
      table={
        <DataTable
          caption={t('done')}
          heads={[t('minute'), t('ended')]}
          rows={minutes
            .map(({ at, finished }, place) => ({
              key: at,
              cells: [names[place], format.number(finished)],
            }))
            .toReversed()}
        />
      }
    />
  );
}
