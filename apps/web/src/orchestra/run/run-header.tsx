import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { testRunStatuses } from '@atelier/domain/orchestra/statuses.ts';
import type { SuiteRun } from '@atelier/domain/orchestra/types.ts';
import { Button, Group } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { showFailure } from '../../kernel/notifications/show-notification.tsx';
import { StatusMark } from '../status/status-mark.tsx';
import { useDuration } from '../words/duration-words.ts';
import { FailureText } from './failure-text.tsx';
import classes from './suite-run-page.module.css';

/** What a run is, how far it is, and what can be done with all of it. */
export function RunHeader({ run }: { readonly run: SuiteRun }) {
  const { t } = useTranslation('orchestra-run');
  const format = useFormat();
  const { counts, waitingForPerson } = run;
  return (
    <>
      <PageHeader actions={<Actions run={run} />}>
        <PageHeading title={t('title', { suite: run.suiteName, number: run.number })} />
      </PageHeader>
      <div className={classes.facts}>
        <StatusMark status={run.status} />
        {run.isPaused && <span>{t('isPaused')}</span>}
        <Facts run={run} />
        {run.error !== null && <FailureText failure={run.error} />}
        {waitingForPerson > 0 && <strong>{t('waiting', { count: waitingForPerson })}</strong>}
      </div>
      <ul className={classes.counts}>
        {testRunStatuses
          .filter((status) => counts[status] > 0)
          .map((status) => (
            <li key={status}>
              <StatusMark status={status} /> {format.number(counts[status])}
            </li>
          ))}
      </ul>
    </>
  );
}

function Facts({ run }: { readonly run: SuiteRun }) {
  const { t } = useTranslation('orchestra-run');
  const { t: area } = useTranslation('orchestra');
  const format = useFormat();
  const duration = useDuration();
  const { startedBy, finishedAt, forkedFrom, suiteId, plan } = run;
  const started = Date.parse(run.startedAt);
  const at = format.instant(started);
  return (
    <>
      <Link to="/orchestra/suites/$suiteId" params={{ suiteId }}>
        {t('suite', { revision: plan.suite.revision })}
      </Link>
      <span>{t('on', { environment: run.environmentName })}</span>
      <span>
        {area(`origins.${run.origin}`)},{' '}
        {startedBy === null ? t('startedAt', { at }) : t('startedBy', { at, name: startedBy.name })}
      </span>
      {finishedAt !== null && (
        <span>{t('took', { duration: duration(Date.parse(finishedAt) - started) })}</span>
      )}
      {forkedFrom !== null && (
        <Link to="/orchestra/runs/$suiteRunId" params={{ suiteRunId: forkedFrom.id }}>
          {t('forkedFrom', { number: forkedFrom.number })}
        </Link>
      )}
      <Link to="/orchestra/compare" search={{ after: run.id }}>
        {t('compare')}
      </Link>
    </>
  );
}

function Actions({ run }: { readonly run: SuiteRun }) {
  const { t } = useTranslation('orchestra-run');
  const navigate = useNavigate();
  const cancel = useCommand('orchestra.runs.cancel');
  const pause = useCommand('orchestra.runs.pause');
  const resume = useCommand('orchestra.runs.resume');
  const rerun = useCommand('orchestra.runs.rerunFailed');
  const mayRun = useMay(orchestraActions.run);
  const suiteRunId = run.id;
  if (!mayRun) return null;
  const again = () =>
    rerun
      .ask({ suiteRunId })
      .then(
        ({ id }) => navigate({ to: '/orchestra/runs/$suiteRunId', params: { suiteRunId: id } }),
        showFailure,
      );
  if (run.status === 'IN_PROGRESS') {
    return (
      <Group gap="xs">
        {run.isPaused ? (
          <Button onClick={() => void resume.run({ suiteRunId })}>{t('resume')}</Button>
        ) : (
          <Button variant="default" onClick={() => void pause.run({ suiteRunId })}>
            {t('pause')}
          </Button>
        )}
        <Button variant="default" onClick={() => void cancel.run({ suiteRunId })}>
          {t('cancel')}
        </Button>
      </Group>
    );
  }
  return run.counts.FAILED > 0 ? (
    <Button loading={rerun.isPending} onClick={() => void again()}>
      {t('rerun')}
    </Button>
  ) : null;
}
