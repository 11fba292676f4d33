import type { ListedSuiteRun } from '@atelier/domain/orchestra/types.ts';
import { NativeSelect, Skeleton, Text } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Refusal } from '../../kernel/forms/refusal.tsx';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from './compare.module.css';
import { ComparedTests } from './compared-tests.tsx';

const from = '/orchestra/compare';

/** So many runs of the suite are there to choose from. */
const limit = 100;

/** Two runs of a suite beside each other: what fails anew, what is mended, what became slower. */
export function CompareRunsPage() {
  const { t, ready } = useTranslation(['orchestra-trends', 'orchestra']);
  const { after = '' } = useSearch({ from });
  const trpc = useTRPC();
  const { data: run, error } = useQuery({
    ...trpc.orchestra.runs.get.queryOptions({ suiteRunId: after }),
    enabled: after !== '',
  });
  if (!ready) return <Skeleton height={480} radius="md" />;
  if (after === '' || error !== null) {
    return (
      <StatePanel icon={IconGitCompare}>
        <Text role="alert">{error === null ? t('nothing') : <Refusal error={error} />}</Text>
      </StatePanel>
    );
  }
  if (run === undefined) return <Skeleton height={480} radius="md" />;
  return <Compared run={run as ListedSuiteRun} />;
}

function Compared({ run }: { readonly run: ListedSuiteRun }) {
  const { t } = useTranslation('orchestra-trends');
  const search = useSearch({ from });
  const navigate = useNavigate({ from });
  const trpc = useTRPC();
  const { suiteId, suiteName } = run;
  const { data } = useQuery(trpc.orchestra.runs.list.queryOptions({ suiteId, limit }));
  const runs: readonly ListedSuiteRun[] = data?.items ?? [];
  const before = search.before ?? earlierThan(run, runs)?.id;
  const { data: compared, error } = useQuery({
    ...trpc.orchestra.runs.compare.queryOptions({ beforeId: before ?? '', afterId: run.id }),
    enabled: before !== undefined,
  });
  const choose = (next: { readonly before?: string; readonly after?: string }) =>
    void navigate({
      search: (now) => ({ ...now, ...(before && { before }), ...next }),
      replace: true,
    });
  return (
    <>
      <PageHeader>
        <PageHeading title={t('compareTitle', { suite: suiteName })} />
      </PageHeader>
      <p className={classes.back}>
        <Link to="/orchestra/suites/$suiteId" params={{ suiteId }}>
          {t('back')}
        </Link>
      </p>
      <div className={classes.pair}>
        <RunChoice
          label={t('before')}
          runs={runs}
          value={before ?? ''}
          onChange={(id) => choose({ before: id })}
        />
        <RunChoice
          label={t('after')}
          runs={runs}
          value={run.id}
          onChange={(id) => choose({ after: id })}
        />
      </div>
      {data !== undefined && before === undefined && <Text>{t('nothing')}</Text>}
      {error !== null && (
        <Text role="alert">
          <Refusal error={error} />
        </Text>
      )}
      {compared === undefined && before !== undefined && error === null && (
        <Skeleton height={320} radius="md" />
      )}
      {compared && (
        <ComparedTests
          compared={compared}
          shown={search.show}
          onShow={(show) =>
            void navigate({
              search: ({ show: _, ...now }) => ({ ...now, ...(show && { show }) }),
              replace: true,
            })
          }
        />
      )}
    </>
  );
}

/** The run before it in the same environment, else the one before it, else any other. */
function earlierThan(
  run: ListedSuiteRun,
  runs: readonly ListedSuiteRun[],
): ListedSuiteRun | undefined {
  const others = runs.filter(({ id }) => id !== run.id);
  const earlier = others.filter(({ number, origin }) => number < run.number && origin !== 'fork');
  return (
    earlier.find(({ environmentId }) => environmentId === run.environmentId) ??
    earlier[0] ??
    others[0]
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly runs: readonly ListedSuiteRun[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function RunChoice({ label, runs, value, onChange }: ChoiceProps) {
  const { t } = useTranslation('orchestra-trends');
  const { t: area } = useTranslation('orchestra');
  const format = useFormat();
  return (
    <NativeSelect
      label={label}
      value={value}
      data={runs.map(({ id, number, status, environmentName, startedAt }) => ({
        value: id,
        label: [
          t('number', { number }),
          area(`statuses.${status}`),
          environmentName,
          format.instant(Date.parse(startedAt)),
        ].join(' · '),
      }))}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
