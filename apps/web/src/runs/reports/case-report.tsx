import type { CaseCount, FlakyCase } from '@atelier/domain/runs/reports/types.ts';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { BarRows } from '../../kernel/charts/bar-rows.tsx';
import { type Figures, ReportCard } from '../../kernel/charts/report-card.tsx';
import { reportColors } from '../../kernel/charts/report-colors.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import type { ReportProps } from './report-props.ts';

interface Props extends ReportProps {
  readonly of: 'failing' | 'flaky' | 'na';
}

/** Cases that stand out: how many of the list the chart shows. */
const charted = 10;

/** The cases that fail, change or do not apply most often. */
export function CaseReport({ input, filters, of }: Props) {
  const { t } = useTranslation('reports');
  const trpc = useTRPC();
  const format = useFormat();
  const { failingCases, flakyCases, naCases } = trpc.runs.reports;
  const failing = useQuery({ ...failingCases.queryOptions(input), enabled: of === 'failing' });
  const na = useQuery({ ...naCases.queryOptions(input), enabled: of === 'na' });
  const flaky = useQuery({ ...flakyCases.queryOptions(input), enabled: of === 'flaky' });
  const counted = of === 'failing' ? failing.data : na.data;
  const rows = of === 'flaky' ? flaky.data?.map(countOf) : counted;
  return (
    <ReportCard
      name={of}
      title={t(of)}
      text={t(`${of}Text`)}
      filters={filters}
      figures={of === 'flaky' ? flakyFigures(flaky.data, t) : figuresOf(counted, of, t)}
      chart={
        <BarRows
          rows={(rows ?? []).slice(0, charted).map(({ key, title, count, results }) => ({
            name: `${key} ${title}`,
            mark: null,
            color: of === 'na' ? reportColors.na : reportColors.fail,
            value: count,
            text: format.number(count),
            note: `/ ${format.number(results)}`,
          }))}
        />
      }
    />
  );
}

const countOf = ({ changes, ...row }: FlakyCase): CaseCount => ({ ...row, count: changes });

function figuresOf(
  rows: readonly CaseCount[] | undefined,
  of: 'failing' | 'na',
  t: TFunction<'reports'>,
): Figures | undefined {
  const counted = of === 'failing' ? t('failures') : t('naCount');
  return (
    rows && {
      heads: [t('caseOf'), t('suiteOf'), counted, t('results')],
      rows: rows.map(({ id, key, title, suite, count, results }) => ({
        key: id,
        cells: [`${key} ${title}`, suite, count, results],
      })),
    }
  );
}

function flakyFigures(
  rows: readonly FlakyCase[] | undefined,
  t: TFunction<'reports'>,
): Figures | undefined {
  return (
    rows && {
      heads: [t('caseOf'), t('suiteOf'), t('changes'), t('failures'), t('results'), t('assets')],
      rows: rows.map(({ id, key, title, suite, changes, fails, results, assets }) => ({
        key: id,
        cells: [`${key} ${title}`, suite, changes, fails, results, assets],
      })),
    }
  );
}
