import type { DashboardRun, NewFailure } from '@atelier/domain/runs/reports/types.ts';
import { NativeSelect, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useStuckDays } from '../reports/use-stuck-days.ts';
import classes from './dashboard.module.css';

const dayChoices = [1, 2, 3, 5, 7, 14, 30];

/** What waits for whoever comes in: their runs, those that are stuck, what fails since a few days. */
export function Dashboard() {
  const { t, ready } = useTranslation('reports');
  const trpc = useTRPC();
  const [stuckDays, setStuckDays] = useStuckDays();
  const { data } = useQuery(trpc.runs.reports.dashboard.queryOptions({ stuckDays }));
  if (!ready || data === undefined) return <Skeleton height={160} mb="xl" radius="md" />;
  const { mine, stuck, newFailures } = data;
  return (
    <div className={classes.dashboard}>
      <Card title={t('dashboard.mine')} text={t('dashboard.mineText')}>
        <Rows empty={t('dashboard.mineEmpty')}>{mine.map(runRow)}</Rows>
      </Card>
      <Card title={t('dashboard.stuck')} text={t('dashboard.stuckText', { count: stuckDays })}>
        <NativeSelect
          label={t('dashboard.stuckDays')}
          mb="sm"
          value={String(stuckDays)}
          data={[...new Set([...dayChoices, stuckDays])].sort((a, b) => a - b).map(String)}
          onChange={(event) => void setStuckDays(Number(event.currentTarget.value))}
        />
        <Rows empty={t('dashboard.stuckEmpty')}>{stuck.map(runRow)}</Rows>
      </Card>
      <Card title={t('dashboard.failures')} text={t('dashboard.failuresText')}>
        <Rows empty={t('dashboard.failuresEmpty')}>
          {newFailures.map((failure) => (
            <FailureRow key={failure.itemId} failure={failure} />
          ))}
        </Rows>
      </Card>
    </div>
  );
}

function Rows({ empty, children }: { readonly empty: string; readonly children: ReactNode[] }) {
  if (children.length === 0) return <Text c="dimmed">{empty}</Text>;
  return <ul className={classes.rows}>{children}</ul>;
}

const runRow = (run: DashboardRun) => <RunRow key={run.id} run={run} />;

function RunRow({ run }: { readonly run: DashboardRun }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const { ok, fail, na, open } = run.results;
  const done = ok + fail + na;
  const since =
    run.startedAt && t('dashboard.since', { date: format.instant(Date.parse(run.startedAt)) });
  return (
    <li>
      <Link to="/runs/runs/$runId" params={{ runId: run.id }}>
        {run.title}
      </Link>
      <Text size="sm" c="dimmed">
        {[run.projectName, run.engineer, since].filter(Boolean).join(' · ')}
      </Text>
      <Text size="sm">{t('dashboard.progress', { done, all: done + open, fail })}</Text>
    </li>
  );
}

function FailureRow({ failure }: { readonly failure: NewFailure }) {
  const format = useFormat();
  const { runId, runTitle, projectName, key, title, model, firmware, failedAt } = failure;
  return (
    <li>
      <Link to="/runs/runs/$runId" params={{ runId }}>
        {key} {title}
      </Link>
      <Text size="sm" c="dimmed">
        {[projectName, runTitle, model, firmware].filter(Boolean).join(' · ')}
      </Text>
      <Text size="sm">{format.instant(Date.parse(failedAt))}</Text>
    </li>
  );
}
