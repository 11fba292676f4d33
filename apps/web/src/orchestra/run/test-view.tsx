import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { isFinished } from '@atelier/domain/orchestra/statuses.ts';
import type { StepResult, SuiteRun, TestRunDetail } from '@atelier/domain/orchestra/types.ts';
import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Refusal } from '../../kernel/forms/refusal.tsx';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { StatusMark } from '../status/status-mark.tsx';
import { contextChanges } from './context/context-at-steps.ts';
import { Evidence } from './evidence.tsx';
import { FailureText } from './failure-text.tsx';
import { ForkDialog } from './fork-dialog.tsx';
import { PersonPanel } from './person-panel.tsx';
import { Polls } from './polls.tsx';
import { StepResultView } from './step-result-view.tsx';
import classes from './suite-run-page.module.css';
import { StepTimeline } from './timeline/step-timeline.tsx';
import { waitsText } from './waits-text.ts';

interface Props {
  readonly testRunId: string;
  readonly run: SuiteRun;
}

/** The results of a test run that are shown; a scenario has at most a thousand steps. */
const limit = 500;

/** A test run: how it is, what it waits for, and each step with what was asked and answered. */
export function TestView({ testRunId, run }: Props) {
  const { t } = useTranslation('orchestra-run');
  const trpc = useTRPC();
  const read = useQuery(trpc.orchestra.tests.get.queryOptions({ testRunId }));
  const results = useQuery(trpc.orchestra.tests.results.queryOptions({ testRunId, limit }));
  const [forked, setForked] = useState<StepResult | null>(null);
  const mayRun = useMay(orchestraActions.run);
  if (read.error !== null && read.data === undefined) {
    return (
      <Text role="alert">
        <Refusal error={read.error} />
      </Text>
    );
  }
  if (read.data === undefined) return <Skeleton height={240} radius="md" />;
  const test = read.data as TestRunDetail;
  const scenario = run.plan.scenarios.find(({ key }) => key === test.scenarioKey);
  const stepOf = ({ position, stepKey }: StepResult) => scenario?.steps[position]?.name ?? stepKey;
  const steps = (results.data?.items ?? []) as readonly StepResult[];
  const changes = contextChanges(steps, scenario);
  return (
    <Stack gap="lg">
      <Head test={test} />
      <PersonPanel test={test} />
      {test.polls > 0 && !isFinished(test.status) && (
        <Card title={t('pollsTitle')}>
          <Polls polls={test.polls} polled={test.polled} />
        </Card>
      )}
      <Card title={t('stepsTitle')}>
        {results.data !== undefined && steps.length === 0 && <Text>{t('noSteps')}</Text>}
        {steps.map((result) => (
          <StepResultView
            key={result.sequence}
            result={result}
            name={stepOf(result)}
            change={changes.get(result.sequence)}
            onFork={mayRun && isFinished(test.status) ? () => setForked(result) : null}
          />
        ))}
      </Card>
      <StepTimeline results={steps} nameOf={stepOf} />
      <Values test={test} />
      {forked && (
        <ForkDialog
          testRunId={test.id}
          position={forked.position}
          step={stepOf(forked)}
          onClose={() => setForked(null)}
        />
      )}
    </Stack>
  );
}

function Head({ test }: { readonly test: TestRunDetail }) {
  const { t } = useTranslation('orchestra-run');
  const format = useFormat();
  const waits = waitsText(test, t, format);
  return (
    <div>
      <Title order={2} className={classes.title}>
        {test.name}
      </Title>
      <div className={classes.facts}>
        <StatusMark status={test.status} />
        {waits !== null && <span>{waits}</span>}
        {test.control !== null && <span>{t(`controls.${test.control}`)}</span>}
        {test.error !== null && <FailureText failure={test.error} />}
      </div>
      <TestActions test={test} />
    </div>
  );
}

function TestActions({ test }: { readonly test: TestRunDetail }) {
  const { t } = useTranslation('orchestra-run');
  const cancel = useCommand('orchestra.tests.cancel');
  const pause = useCommand('orchestra.tests.pause');
  const resume = useCommand('orchestra.tests.resume');
  const mayRun = useMay(orchestraActions.run);
  const testRunId = test.id;
  if (!mayRun || isFinished(test.status) || test.control === 'cancel') return null;
  const isPaused = test.control === 'pause' || test.waitsFor?.kind === 'pause';
  return (
    <Group gap="xs">
      {isPaused && (
        <Button size="compact-sm" onClick={() => void resume.run({ testRunId })}>
          {t('resume')}
        </Button>
      )}
      {!isPaused && test.status !== 'FAILED_STUCK' && (
        <Button size="compact-sm" variant="default" onClick={() => void pause.run({ testRunId })}>
          {t('pause')}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => void cancel.run({ testRunId })}>
        {t('cancel')}
      </Button>
    </Group>
  );
}

/** What steps have kept; secret values by name only. */
function Values({ test }: { readonly test: TestRunDetail }) {
  const { t } = useTranslation('orchestra-run');
  const { context, suiteContext, secretNames } = test;
  const values = { ctx: context, suite: suiteContext };
  const hasValues = Object.values(values).some((one) => Object.keys(one).length > 0);
  if (!hasValues && secretNames.length === 0) return null;
  return (
    <Card title={t('values')}>
      {hasValues && <Evidence label={Object.keys(values).join(', ')} value={values} />}
      {secretNames.length > 0 && <Text>{t('secrets', { names: secretNames.join(', ') })}</Text>}
    </Card>
  );
}
