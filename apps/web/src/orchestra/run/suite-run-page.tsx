import type { SuiteRun } from '@atelier/domain/orchestra/types.ts';
import { Skeleton, Text } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Choice } from '../../kernel/forms/choice.tsx';
import { useTopic } from '../../kernel/live/live-updates.tsx';
import { throttle } from '../../kernel/live/throttle.ts';
import { RunGraph } from './graph/run-graph.tsx';
import { RunHeader } from './run-header.tsx';
import { runViews } from './run-search.ts';
import classes from './suite-run-page.module.css';
import { TestList } from './test-list.tsx';
import { TestView } from './test-view.tsx';
import { RunTimeline } from './timeline/run-timeline.tsx';

const from = '/orchestra/runs/$suiteRunId';

/** A run with many test runs ends several a second: it is read again at most so often. */
const readMs = 1000;

/** A run of a suite while it goes and afterwards: its test runs, and one of them with all that it did. */
export function SuiteRunPage() {
  const { suiteRunId } = useParams({ from });
  const { ready } = useTranslation(['orchestra-run', 'orchestra']);
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.orchestra.runs.get.queryOptions({ suiteRunId }));
  useLiveRun(suiteRunId);
  if (!ready) return <Skeleton height={320} radius="md" />;
  return <RunView key={suiteRunId} run={data as SuiteRun} />;
}

function RunView({ run }: { readonly run: SuiteRun }) {
  const { t } = useTranslation('orchestra-run');
  const { test, view: named } = useSearch({ from });
  const view = runViews.find((one) => one === named) ?? 'tests';
  const navigate = useNavigate({ from });
  return (
    <>
      <RunHeader run={run} />
      <div className={classes.views}>
        <Choice
          label={t('view')}
          value={view}
          options={runViews.map((value) => ({ value, label: t(`views.${value}`) }))}
          onChange={(value) =>
            void navigate({
              search: {
                ...(test !== undefined && { test }),
                ...(value !== 'tests' && { view: value }),
              },
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      {view === 'graph' && <RunGraph run={run} />}
      {view === 'timeline' && <RunTimeline run={run} />}
      {view === 'tests' && <Tests run={run} test={test} />}
    </>
  );
}

interface TestsProps {
  readonly run: SuiteRun;
  readonly test: string | undefined;
}

/** The test runs as a list, and beside it the one that is chosen. */
function Tests({ run, test }: TestsProps) {
  const { t } = useTranslation('orchestra-run');
  return (
    <div className={classes.columns} data-chosen={test !== undefined}>
      <TestList run={run} chosen={test} />
      <div className={classes.detail}>
        {test === undefined ? (
          <Text c="dimmed">{t('choose')}</Text>
        ) : (
          <>
            <Link
              to="/orchestra/runs/$suiteRunId"
              params={{ suiteRunId: run.id }}
              className={classes.back}
            >
              {t('backToTests')}
            </Link>
            <TestView key={test} testRunId={test} run={run} />
          </>
        )}
      </div>
    </div>
  );
}

/** Reads the run again when something of it ended. */
function useLiveRun(suiteRunId: string): void {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const readAgain = useMemo(
    () =>
      throttle(
        () =>
          Promise.all(
            [trpc.orchestra.runs.pathFilter(), trpc.orchestra.tests.pathFilter()].map((part) =>
              queryClient.invalidateQueries(part),
            ),
          ),
        readMs,
      ),
    [trpc, queryClient],
  );
  useTopic(`orchestra.run:${suiteRunId}`, readAgain);
  // What ended between the first answer and the first thing heard.
  useEffect(readAgain, [readAgain]);
}
