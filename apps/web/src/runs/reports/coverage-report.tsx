import type { CoverageReport as Coverage, Covered } from '@atelier/domain/runs/reports/types.ts';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { BarRows } from '../../kernel/charts/bar-rows.tsx';
import { type Figures, ReportCard } from '../../kernel/charts/report-card.tsx';
import { reportColors } from '../../kernel/charts/report-colors.ts';
import { type Format, useFormat } from '../../kernel/i18n/format.ts';
import type { ReportProps } from './report-props.ts';
import classes from './reports.module.css';

interface Group {
  readonly title: string;
  readonly rows: readonly (Covered & { readonly name: string })[];
}

/** How much of the library was carried out. */
export function CoverageReport({ input, filters }: ReportProps) {
  const { t } = useTranslation('reports');
  const trpc = useTRPC();
  const format = useFormat();
  const { data } = useQuery(trpc.runs.reports.coverage.queryOptions(input));
  const groups = data && groupsOf(data, t);
  return (
    <ReportCard
      name="coverage"
      title={t('coverage')}
      text={t('coverageText')}
      filters={filters}
      figures={groups && figuresOf(groups, t, format)}
      chart={groups?.map(({ title, rows }) => (
        <div key={title}>
          <p className={classes.group}>{title}</p>
          <BarRows
            full={1}
            rows={rows.slice(0, 12).map(({ name, cases, covered }) => ({
              name,
              mark: null,
              color: reportColors.ok,
              value: shareOf({ cases, covered }),
              text: format.percent(shareOf({ cases, covered })),
              note: `${format.number(covered)} / ${format.number(cases)}`,
            }))}
          />
        </div>
      ))}
    />
  );
}

function shareOf({ cases, covered }: Covered): number {
  return cases === 0 ? 0 : covered / cases;
}

function groupsOf({ total, suites, levels, assets }: Coverage, t: TFunction<'reports'>): Group[] {
  if (total.cases === 0) return [];
  return [
    { title: t('total'), rows: [{ name: t('cases'), ...total }] },
    {
      title: t('byLevel'),
      rows: levels
        .filter(({ cases }) => cases > 0)
        .map(({ level, ...row }) => ({ name: level ?? t('noLevel'), ...row })),
    },
    {
      title: t('bySuite'),
      rows: suites.map(({ path, ...row }) => ({ name: path.join(' / '), ...row })),
    },
    {
      title: t('byAsset'),
      rows: assets.map(({ model, firmware, ...row }) => ({
        name: [model, firmware].filter(Boolean).join(' · ') || t('filters.none'),
        ...row,
      })),
    },
  ].filter(({ rows }) => rows.length > 0);
}

function figuresOf(groups: readonly Group[], t: TFunction<'reports'>, format: Format): Figures {
  return {
    heads: [t('coverageOf'), t('group'), t('cases'), t('covered'), t('share')],
    rows: groups.flatMap(({ title, rows }) =>
      rows.map((row, place) => ({
        key: `${title} ${place}`,
        cells: [
          row.name,
          title,
          row.cases,
          row.covered,
          { value: shareOf(row), text: format.percent(shareOf(row)) },
        ],
      })),
    ),
  };
}
