import type { MatrixView } from '@atelier/domain/runs/execution-types.ts';
import { Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { ScrollRegion } from '../../kernel/frame/scroll-region.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { ResultMark } from '../execution/result-mark.tsx';
import classes from './matrix-page.module.css';

/** Cases against assets: what came of each, and how many are left day by day. */
export function MatrixPage() {
  const { t } = useTranslation('benches');
  const { matrixId } = useParams({ from: '/runs/matrices/$matrixId' });
  const trpc = useTRPC();
  const { data: view } = useSuspenseQuery(trpc.runs.matrices.get.queryOptions({ matrixId }));
  const { matrix, burnDown } = view;
  return (
    <>
      <PageHeader>
        <PageHeading title={matrix.title} />
      </PageHeader>
      <Text mb="md">
        <Link to="/runs/projects/$projectId/matrices" params={{ projectId: matrix.projectId }}>
          {t('matrix.back')}
        </Link>
        {matrix.templateName && ` · ${matrix.templateName}`}
      </Text>
      <MatrixTable view={view} />
      {burnDown.length > 0 && (
        <Card title={t('matrix.burnDown')} text={t('matrix.burnDownText')}>
          <BurnDown view={view} />
        </Card>
      )}
    </>
  );
}

function MatrixTable({ view: { runs, rows } }: { readonly view: MatrixView }) {
  const { t } = useTranslation('benches');
  const { t: area } = useTranslation('runs');
  return (
    <ScrollRegion label={t('matrix.table')} className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('matrix.case')}</th>
            {runs.map((run) => (
              <th key={run.id} scope="col">
                <Link to="/runs/runs/$runId" params={{ runId: run.id }}>
                  {[run.assetModel ?? run.title, run.firmwareVersion].filter(Boolean).join(' · ')}
                </Link>
                <Text size="xs" c="dimmed">
                  {area(`statuses.${run.status}`)}
                </Text>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ caseId, parameterRow, key, title, cells }) => (
            <tr key={`${caseId} ${parameterRow}`}>
              <th scope="row">
                {key} {title}
                {parameterRow !== null && ` #${parameterRow + 1}`}
              </th>
              {cells.map((cell, place) => {
                const run = runs[place];
                return (
                  <td key={run?.id ?? place} data-result={cell?.status ?? undefined}>
                    {cell && run && (
                      <Link
                        to="/runs/runs/$runId"
                        params={{ runId: run.id }}
                        search={{ item: cell.itemId }}
                        className={classes.cell}
                      >
                        <ResultMark status={cell.status} />
                      </Link>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** Each day with what was left at its end, as a bar and as a figure. */
function BurnDown({ view: { rows, burnDown } }: { readonly view: MatrixView }) {
  const { t } = useTranslation('benches');
  const format = useFormat();
  const items = rows.reduce((sum, { cells }) => sum + cells.filter(Boolean).length, 0);
  return (
    <table className={classes.burnDown}>
      <thead>
        <tr>
          <th scope="col">{t('matrix.day')}</th>
          <th scope="col">{t('matrix.left')}</th>
          <th aria-hidden />
        </tr>
      </thead>
      <tbody>
        {burnDown.map(({ day, open }) => (
          <tr key={day}>
            <th scope="row">{format.day(day)}</th>
            <td>{format.number(open)}</td>
            <td aria-hidden className={classes.wide}>
              <div
                className={classes.bar}
                style={{ width: `${(100 * open) / Math.max(items, 1)}%` }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
