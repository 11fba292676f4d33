import type { SuiteTrends } from '@atelier/domain/orchestra/trend-types.ts';
import { useTranslation } from 'react-i18next';
import { Lines } from '../../kernel/charts/lines.tsx';
import { ReportCard } from '../../kernel/charts/report-card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useDuration } from '../words/duration-words.ts';
import { useRunTitle } from './use-run-title.ts';

interface Props {
  readonly trends: SuiteTrends;
  readonly filters: string;
}

/** Run by run: how long it took, beside the median and what nine of ten stay below. */
export function TimesReport({ trends: { runs, medianMs, p90Ms }, filters }: Props) {
  const { t } = useTranslation('orchestra-trends');
  const format = useFormat();
  const duration = useDuration();
  const titleOf = useRunTitle(runs);
  const [median, p90] = [medianMs ?? 0, p90Ms ?? 0];
  const summary = t('timesSummary', { median: duration(median), p90: duration(p90) });
  return (
    <ReportCard
      name="suite-times"
      title={t('times')}
      text={summary}
      filters={filters}
      figures={{
        heads: [t('run'), t('began'), t('took')],
        rows: runs.toReversed().map(({ id, number, startedAt, ms }) => ({
          key: id,
          cells: [
            { value: number, text: t('number', { number }) },
            { value: startedAt, text: format.instant(Date.parse(startedAt)) },
            { value: ms, text: duration(ms) },
          ],
        })),
      }}
      chart={
        <Lines
          names={runs.map(({ number }) => String(number))}
          values={runs.map(({ ms }) => ms)}
          color="var(--mantine-color-anchor)"
          marks={[
            { name: t('medianIs', { duration: duration(median) }), value: median },
            { name: t('p90Is', { duration: duration(p90) }), value: p90 },
          ]}
          textOf={duration}
          label={summary}
          titleOf={titleOf}
        />
      }
    />
  );
}
