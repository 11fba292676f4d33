import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { BarRows } from '../../kernel/charts/bar-rows.tsx';
import { PairedBars } from '../../kernel/charts/paired-bars.tsx';
import { ReportCard } from '../../kernel/charts/report-card.tsx';
import { reportColors } from '../../kernel/charts/report-colors.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { FailHeatMap, shareOf } from './fail-heat-map.tsx';
import type { ReportProps } from './report-props.ts';
import { useStuckDays } from './use-stuck-days.ts';

/** Where which firmware fails. */
export function FailRatesReport({ input, filters }: ReportProps) {
  const { t } = useTranslation(['reports', 'runs']);
  const trpc = useTRPC();
  const format = useFormat();
  const { data } = useQuery(trpc.runs.reports.failRates.queryOptions(input));
  const heads = [t('filters.model'), t('filters.firmware')];
  const outcomes = [t('runs:results.ok'), t('runs:results.fail'), t('runs:results.na'), t('share')];
  return (
    <ReportCard
      name="fail-rates"
      title={t('rates')}
      text={t('ratesText')}
      filters={filters}
      figures={
        data && {
          heads: [...heads, ...outcomes],
          rows: data.map((rate) => {
            const share = shareOf(rate);
            return {
              key: `${rate.model} ${rate.firmware}`,
              cells: [
                rate.model || t('noAsset'),
                rate.firmware,
                rate.ok,
                rate.fail,
                rate.na,
                share === undefined ? null : { value: share, text: format.percent(share) },
              ],
            };
          }),
        }
      }
      chart={data && <FailHeatMap rates={data} />}
    />
  );
}

/** What failures are put down to. */
export function ReasonsReport({ input, filters }: ReportProps) {
  const { t } = useTranslation('reports');
  const trpc = useTRPC();
  const format = useFormat();
  const { data } = useQuery(trpc.runs.reports.reasons.queryOptions(input));
  const rows = data?.map(({ code, title, failures, cases }) => ({
    name: title ?? code ?? t('noReason'),
    failures,
    cases,
  }));
  return (
    <ReportCard
      name="reasons"
      title={t('reasons')}
      text={t('reasonsText')}
      filters={filters}
      figures={
        rows && {
          heads: [t('reason'), t('failures'), t('cases')],
          rows: rows.map(({ name, failures, cases }) => ({
            key: name,
            cells: [name, failures, cases],
          })),
        }
      }
      chart={
        <BarRows
          rows={(rows ?? []).map(({ name, failures }) => ({
            name,
            mark: null,
            color: reportColors.fail,
            value: failures,
            text: format.number(failures),
            note: '',
          }))}
        />
      }
    />
  );
}

/** Week by week. */
export function TrendsReport({ input, filters }: ReportProps) {
  const { t } = useTranslation(['reports', 'runs']);
  const trpc = useTRPC();
  const format = useFormat();
  const { data } = useQuery(trpc.runs.reports.trends.queryOptions(input));
  const weeks = data ?? [];
  const fails = weeks.map(({ fail }) => fail);
  return (
    <ReportCard
      name="trends"
      title={t('trends')}
      text={t('trendsText')}
      filters={filters}
      figures={
        data && {
          heads: [
            t('week'),
            t('runs'),
            t('runs:results.ok'),
            t('runs:results.fail'),
            t('runs:results.na'),
          ],
          rows: data.map(({ week, runs, ok, fail, na }) => ({
            key: week,
            cells: [{ value: week, text: format.day(week) }, runs, ok, fail, na],
          })),
        }
      }
      chart={
        <PairedBars
          days={weeks.map(({ week }) => week)}
          series={[
            {
              name: t('runs:results.ok'),
              color: reportColors.ok,
              texture: 'plain',
              values: weeks.map(({ ok }) => ok),
            },
            {
              name: t('runs:results.fail'),
              color: reportColors.fail,
              texture: 'rising',
              values: fails,
            },
          ]}
          label={t('trendsSummary', {
            count: weeks.length,
            fail: fails.reduce((all, fail) => all + fail, 0),
          })}
          titleOf={(day) => t('weekOf', { date: format.day(day) })}
        />
      }
    />
  );
}

/** Who carried out how much. */
export function EngineersReport({ input, filters }: ReportProps) {
  const { t } = useTranslation('reports');
  const trpc = useTRPC();
  const format = useFormat();
  const [stuckDays] = useStuckDays();
  const { data } = useQuery(trpc.runs.reports.engineers.queryOptions({ ...input, stuckDays }));
  return (
    <ReportCard
      name="engineers"
      title={t('engineers')}
      text={t('engineersText', { count: stuckDays })}
      filters={filters}
      figures={
        data && {
          heads: [t('engineer'), t('finished'), t('results'), t('median'), t('stuck')],
          rows: data.map(({ id, name, finishedRuns, results, medianSeconds, stuckRuns }) => {
            const hours = medianSeconds === null ? null : Math.round(medianSeconds / 360) / 10;
            const median =
              hours === null
                ? null
                : { value: hours, text: t('hours', { hours: format.number(hours) }) };
            return { key: id, cells: [name, finishedRuns, results, median, stuckRuns] };
          }),
        }
      }
      chart={
        <BarRows
          rows={(data ?? []).map(({ name, finishedRuns, results }) => ({
            name,
            mark: null,
            color: reportColors.ok,
            value: results,
            text: format.number(results),
            note: `${t('finished')}: ${format.number(finishedRuns)}`,
          }))}
        />
      }
    />
  );
}
