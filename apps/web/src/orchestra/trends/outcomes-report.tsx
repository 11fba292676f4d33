import type { SuiteTrends, TrendRun } from '@atelier/domain/orchestra/trend-types.ts';
import { useTranslation } from 'react-i18next';
import { ReportCard } from '../../kernel/charts/report-card.tsx';
import { reportColors } from '../../kernel/charts/report-colors.ts';
import { StackedBars } from '../../kernel/charts/stacked-bars.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useRunTitle } from './use-run-title.ts';

interface Props {
  readonly trends: SuiteTrends;
  /** In print: of which runs. */
  readonly filters: string;
}

/** Run by run: how many of its test runs passed. */
export function OutcomesReport({ trends: { runs }, filters }: Props) {
  const { t } = useTranslation('orchestra-trends');
  const format = useFormat();
  const titleOf = useRunTitle(runs);
  const all = runs.reduce((sum, run) => sum + run.passed + run.failed + run.others, 0);
  const passed = runs.reduce((sum, run) => sum + run.passed, 0);
  const share = all === 0 ? 0 : passed / all;
  return (
    <ReportCard
      name="suite-outcomes"
      title={t('rate')}
      text={t('rateSummary', { count: runs.length, percent: format.percent(share) })}
      filters={filters}
      figures={{
        heads: [
          t('run'),
          t('began'),
          t('revision'),
          t('passed'),
          t('failed'),
          t('others'),
          t('share'),
        ],
        rows: runs.toReversed().map((run) => ({
          key: run.id,
          cells: [
            { value: run.number, text: t('number', { number: run.number }) },
            { value: run.startedAt, text: format.instant(Date.parse(run.startedAt)) },
            run.revision,
            run.passed,
            run.failed,
            run.others,
            { value: shareOf(run), text: format.percent(shareOf(run)) },
          ],
        })),
      }}
      chart={
        <StackedBars
          names={runs.map(({ number }) => String(number))}
          titleOf={titleOf}
          label={t('rateSummary', { count: runs.length, percent: format.percent(share) })}
          series={[
            {
              name: t('passed'),
              color: reportColors.ok,
              texture: 'plain',
              values: runs.map((run) => run.passed),
            },
            {
              name: t('failed'),
              color: reportColors.fail,
              texture: 'rising',
              values: runs.map(({ failed }) => failed),
            },
            {
              name: t('others'),
              color: reportColors.na,
              texture: 'dots',
              values: runs.map(({ others }) => others),
            },
          ]}
        />
      }
    />
  );
}

function shareOf({ passed, failed, others }: TrendRun): number {
  const all = passed + failed + others;
  return all === 0 ? 0 : passed / all;
}
