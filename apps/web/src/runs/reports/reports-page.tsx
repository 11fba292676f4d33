import { Button, Group, Skeleton } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { BurnDownReport } from './burn-down-report.tsx';
import { CaseReport } from './case-report.tsx';
import { CoverageReport } from './coverage-report.tsx';
import {
  EngineersReport,
  FailRatesReport,
  ReasonsReport,
  TrendsReport,
} from './outcome-reports.tsx';
import { filterOf, type ReportAddress, readReportAddress, reportSearch } from './report-address.ts';
import { ReportFilters, useFilterWords } from './report-filters.tsx';
import classes from './reports.module.css';

/** What was carried out in a project, and how it came out. */
export function ReportsPage() {
  const { ready } = useTranslation('reports');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/reports' });
  const trpc = useTRPC();
  const { data: choices } = useQuery(trpc.runs.reports.choices.queryOptions({ projectId }));
  if (!ready || choices === undefined) return <Skeleton height={480} radius="md" />;
  return <Reports projectId={projectId} choices={choices} />;
}

interface Props {
  readonly projectId: string;
  readonly choices: Parameters<typeof ReportFilters>[0]['choices'];
}

function Reports({ projectId, choices }: Props) {
  const { t } = useTranslation('reports');
  const search = useSearch({ from: '/runs/projects/$projectId/reports' });
  const navigate = useNavigate({ from: '/runs/projects/$projectId/reports' });
  const address = useMemo(() => readReportAddress(search), [search]);
  // The days of a filter are counted from when it was chosen, so that the same question stays the same.
  const input = useMemo(
    () => ({ projectId, ...filterOf(address, Date.now()) }),
    [projectId, address],
  );
  const filters = useFilterWords(address, choices);
  const change = (next: ReportAddress) =>
    void navigate({ search: reportSearch(next), replace: true });
  const report = { input, filters };
  return (
    <>
      <ReportFilters address={address} choices={choices} onChange={change} />
      <Group gap="xs" className={classes.tools}>
        <Button variant="default" onClick={() => change(readReportAddress({}))}>
          {t('filters.clear')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('print')}
        </Button>
      </Group>
      <div className={classes.reports}>
        <CoverageReport {...report} />
        <FailRatesReport {...report} />
        <TrendsReport {...report} />
        <ReasonsReport {...report} />
        <CaseReport {...report} of="failing" />
        <CaseReport {...report} of="flaky" />
        <CaseReport {...report} of="na" />
        <EngineersReport {...report} />
        {choices.matrices.length > 0 && (
          <BurnDownReport
            projectId={projectId}
            matrices={choices.matrices}
            matrixId={address.matrixId}
            onChoose={(matrixId) => change({ ...address, matrixId })}
          />
        )}
      </div>
    </>
  );
}
