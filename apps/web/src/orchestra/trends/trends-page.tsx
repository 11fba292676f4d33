import { NativeSelect, Skeleton, Text, Title } from '@mantine/core';
import { IconChartHistogram } from '@tabler/icons-react';
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Refusal } from '../../kernel/forms/refusal.tsx';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { FlakyScenarios } from './flaky-scenarios.tsx';
import { OutcomesReport } from './outcomes-report.tsx';
import { runCounts, usualRuns } from './run-counts.ts';
import { ScenariosReport } from './scenarios-report.tsx';
import { TimesReport } from './times-report.tsx';
import classes from './trends.module.css';

const from = '/orchestra/suites/$suiteId/trends';

/** How a suite goes over its last runs: what passed, how long it took, what is flaky. */
export function TrendsPage() {
  const { t, ready } = useTranslation(['orchestra-trends', 'orchestra']);
  const { suiteId } = useParams({ from });
  const search = useSearch({ from });
  const { environment } = search;
  const runs = runCounts.find((count) => String(count) === search.runs) ?? usualRuns;
  const navigate = useNavigate({ from });
  const trpc = useTRPC();
  const { data: suite } = useSuspenseQuery(trpc.orchestra.suites.get.queryOptions({ suiteId }));
  const environments = useQuery(trpc.orchestra.environments.list.queryOptions({})).data ?? [];
  const { data, error } = useQuery({
    ...trpc.orchestra.suites.trends.queryOptions({
      suiteId,
      runs,
      ...(environment && { environmentId: environment }),
    }),
    placeholderData: keepPreviousData,
  });
  if (!ready) return <Skeleton height={480} radius="md" />;
  const filters = [
    t('lastRuns', { count: runs }),
    environments.find(({ id }) => id === environment)?.name,
  ]
    .filter((word) => word !== undefined)
    .join(' · ');
  return (
    <>
      <PageHeader>
        <PageHeading title={t('title', { suite: suite.name })} />
      </PageHeader>
      <p className={classes.back}>
        <Link to="/orchestra/suites/$suiteId" params={{ suiteId }}>
          {t('back')}
        </Link>
      </p>
      <search className={classes.filters} aria-label={t('filters')}>
        <NativeSelect
          label={t('environment')}
          value={environment ?? ''}
          data={[
            { value: '', label: t('anyEnvironment') },
            ...environments.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              search: ({ environment: _, ...now }) => ({
                ...now,
                ...(value !== '' && { environment: value }),
              }),
              replace: true,
            })
          }
        />
        <NativeSelect
          label={t('runsShown')}
          value={String(runs)}
          data={runCounts.map((count) => ({
            value: String(count),
            label: t('lastRuns', { count }),
          }))}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              search: (now) => ({ ...now, runs: value }),
              replace: true,
            })
          }
        />
      </search>
      {error !== null && (
        <Text role="alert">
          <Refusal error={error} />
        </Text>
      )}
      {data === undefined && error === null && <Skeleton height={480} radius="md" />}
      {data?.runs.length === 0 && (
        <StatePanel icon={IconChartHistogram}>
          <Title order={2}>{t('noRuns')}</Title>
          <Text c="dimmed">{t('noRunsText')}</Text>
        </StatePanel>
      )}
      {data !== undefined && data.runs.length > 0 && (
        <div className={classes.reports}>
          <OutcomesReport trends={data} filters={filters} />
          <TimesReport trends={data} filters={filters} />
          <FlakyScenarios trends={data} />
          <ScenariosReport trends={data} filters={filters} />
        </div>
      )}
    </>
  );
}
