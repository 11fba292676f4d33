import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { Suite } from '@atelier/domain/orchestra/types.ts';
import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { showFailure } from '../../kernel/notifications/show-notification.tsx';
import { SuiteSchedules } from '../schedules/suite-schedules.tsx';
import { LastRuns } from './last-runs.tsx';
import { ScenarioList } from './scenario-list.tsx';
import { StartDialog } from './start-dialog.tsx';
import { SuiteFaults } from './suite-faults.tsx';
import classes from './suite-page.module.css';
import { YamlEditor } from './yaml-editor.tsx';

/** A suite: what it does, what is wrong with it, how it went, and the way to change and to run it. */
export function SuitePage() {
  const { suiteId } = useParams({ from: '/orchestra/suites/$suiteId' });
  const { ready } = useTranslation(['orchestra-suite', 'orchestra']);
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.orchestra.suites.get.queryOptions({ suiteId }));
  if (!ready) return <Skeleton height={320} radius="md" />;
  return <SuiteView key={suiteId} suite={data as Suite} />;
}

function SuiteView({ suite }: { readonly suite: Suite }) {
  const { t } = useTranslation('orchestra-suite');
  const trpc = useTRPC();
  const { definition } = suite;
  const mayChange = useMay(orchestraActions.edit) && !suite.isArchived;
  const [yaml, setYaml] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);
  const check = useQuery(trpc.orchestra.suites.check.queryOptions({ definition }));
  const lastRuns = useQuery(trpc.orchestra.runs.list.queryOptions({ suiteId: suite.id, limit: 5 }))
    .data?.items;
  const needs = check.data && [
    ...check.data.needs.variables.map((name) => `env.${name}`),
    ...check.data.needs.secrets.map((name) => `secret.${name}`),
  ];
  return (
    <>
      <PageHeader
        actions={
          <Actions
            suite={suite}
            isEditing={yaml !== null}
            canStart={check.data?.isSound !== false}
            onEdit={setYaml}
            onStart={() => setStarting(true)}
          />
        }
      >
        <PageHeading title={suite.name} />
      </PageHeader>
      <SuiteFacts suite={suite} />
      {suite.isArchived && <Text mb="md">{t('isArchived')}</Text>}
      {suite.description !== '' && <Text className={classes.description}>{suite.description}</Text>}
      <Stack gap="lg">
        {yaml !== null && <YamlEditor suite={suite} yaml={yaml} onClose={() => setYaml(null)} />}
        {check.data && <SuiteFaults faults={check.data.faults} isSound={check.data.isSound} />}
        <Card
          title={t('scenarios')}
          {...(needs?.length ? { text: t('needs', { names: needs.join(', ') }) } : {})}
          actions={
            mayChange && (
              <Link to="/orchestra/suites/$suiteId/edit" params={{ suiteId: suite.id }}>
                {t('newScenario')}
              </Link>
            )
          }
        >
          <ScenarioList suiteId={suite.id} scenarios={definition.scenarios} mayEdit={mayChange} />
        </Card>
        {!suite.isArchived && <SuiteSchedules suiteId={suite.id} />}
        {lastRuns && <LastRuns suiteId={suite.id} runs={lastRuns} />}
      </Stack>
      {isStarting && (
        <StartDialog
          suite={suite}
          lastEnvironmentId={lastRuns?.[0]?.environmentId}
          onClose={() => setStarting(false)}
        />
      )}
    </>
  );
}

function SuiteFacts({ suite }: { readonly suite: Suite }) {
  const { t } = useTranslation('orchestra-suite');
  const format = useFormat();
  const mayEdit = useMay(orchestraActions.edit);
  const { id: suiteId, name } = suite;
  const archive = useCommand('orchestra.suites.archive', {
    says: () => ({ key: 'orchestra-suite:archived', values: { name } }),
  });
  const at = format.instant(Date.parse(suite.updatedAt));
  return (
    <div className={classes.facts}>
      <Link to="/orchestra">{t('back')}</Link>
      <span>
        {t('revision', { revision: suite.revision })},{' '}
        {suite.updatedBy === null
          ? t('changed', { at })
          : t('changedBy', { at, name: suite.updatedBy.name })}
      </span>
      {suite.processId !== null && suite.processVersionNumber !== null && (
        <Link
          to="/orchestra/processes/$processId"
          params={{ processId: suite.processId }}
          search={{ version: suite.processVersionNumber }}
        >
          {t('process', { name: suite.processName ?? '', version: suite.processVersionNumber })}
        </Link>
      )}
      {mayEdit && !suite.isArchived && (
        <Button size="compact-sm" variant="default" onClick={() => void archive.run({ suiteId })}>
          {t('archive')}
        </Button>
      )}
    </div>
  );
}

interface ActionsProps {
  readonly suite: Suite;
  readonly isEditing: boolean;
  readonly canStart: boolean;
  readonly onEdit: (yaml: string) => void;
  readonly onStart: () => void;
}

function Actions({ suite, isEditing, canStart, onEdit, onStart }: ActionsProps) {
  const { t } = useTranslation('orchestra-suite');
  const client = useTRPCClient();
  const mayEdit = useMay(orchestraActions.edit);
  const mayRun = useMay(orchestraActions.run);
  const { id: suiteId, name, isArchived } = suite;
  const restore = useCommand('orchestra.suites.restore', {
    says: () => ({ key: 'orchestra-suite:restored', values: { name } }),
  });
  const edit = () =>
    client.orchestra.suites.yaml.query({ suiteId }).then(({ yaml }) => onEdit(yaml), showFailure);
  return (
    <>
      {mayEdit && isArchived && (
        <Button onClick={() => void restore.run({ suiteId })}>{t('restore')}</Button>
      )}
      {mayEdit && !isArchived && !isEditing && (
        <Button variant="default" onClick={() => void edit()}>
          {t('edit')}
        </Button>
      )}
      {mayRun && !isArchived && (
        <Button disabled={!canStart || suite.definition.scenarios.length === 0} onClick={onStart}>
          {t('start')}
        </Button>
      )}
    </>
  );
}
