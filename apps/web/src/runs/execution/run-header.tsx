import type { Run } from '@atelier/domain/runs/types.ts';
import { Badge, Button, Group, Text } from '@mantine/core';
import '@mantine/core/styles/Badge.css';
import { Link, useNavigate } from '@tanstack/react-router';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { showFailure } from '../../kernel/notifications/show-notification.tsx';
import { FinishDialog } from './finish-dialog.tsx';
import type { Recorder } from './recorder.ts';
import { RunFactsDialog } from './run-facts-dialog.tsx';
import classes from './run-header.module.css';
import { UnlockDialog } from './unlock-dialog.tsx';
import { type RunCommands, useRunCommands } from './use-run-commands.ts';

interface Props {
  readonly run: Run;
  /** A run is not finished without what is not saved yet. */
  readonly recorder: Recorder;
  readonly mayExecute: boolean;
  readonly mayLock: boolean;
  /** Whether items are pinned to older versions than there are. */
  readonly hasNewer: boolean;
  readonly isFinishing: boolean;
  readonly onFinish: (isFinishing: boolean) => void;
  readonly onGoTo: (itemId: string) => void;
}

type Open = 'facts' | 'unlock' | null;

/** What a run is, how far it is, and where it can go from there. Drawn anew only when that changes. */
export const RunHeader = memo(function RunHeader(props: Props) {
  const { run, mayExecute, hasNewer } = props;
  const commands = useRunCommands();
  const { t } = useTranslation('execution');
  const [open, setOpen] = useState<Open>(null);
  const runId = run.id;
  const close = () => setOpen(null);
  return (
    <>
      <PageHeader
        actions={
          <Actions
            {...props}
            commands={commands}
            onFinish={() => props.onFinish(true)}
            onUnlock={() => setOpen('unlock')}
          />
        }
      >
        <PageHeading title={run.title} />
      </PageHeader>
      <div className={classes.facts}>
        <Facts run={run} />
        {mayExecute && run.status !== 'locked' && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen('facts')}>
            {t('facts.edit')}
          </Button>
        )}
        {mayExecute && run.status === 'draft' && hasNewer && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void commands.repin.run({ runId })}
          >
            {t('version.repinAll')}
          </Button>
        )}
      </div>
      <RunFactsDialog run={run} commands={commands} opened={open === 'facts'} onClose={close} />
      <UnlockDialog runId={runId} commands={commands} opened={open === 'unlock'} onClose={close} />
      <FinishDialog
        run={run}
        commands={commands}
        opened={props.isFinishing}
        recorder={props.recorder}
        onClose={() => props.onFinish(false)}
        onGoTo={props.onGoTo}
        onFacts={() => setOpen('facts')}
      />
    </>
  );
});

interface ActionsProps extends Omit<Props, 'onFinish'> {
  readonly commands: RunCommands;
  readonly onFinish: () => void;
  readonly onUnlock: () => void;
}

function Actions({ run, commands, mayExecute, mayLock, onFinish, onUnlock }: ActionsProps) {
  const { t } = useTranslation('execution');
  const navigate = useNavigate();
  const { id: runId, status } = run;
  const change = (event: 'start' | 'reopen') => void commands.changeStatus.run({ runId, event });
  const rerun = async () => {
    try {
      const made = await commands.rerun.ask({ runId });
      void navigate({ to: '/runs/runs/$runId', params: { runId: made.id } });
    } catch (error) {
      showFailure(error);
    }
  };
  const isOver = status === 'done' || status === 'locked';
  return (
    <Group gap="xs">
      {mayExecute && status === 'draft' && (
        <Button onClick={() => change('start')}>{t('actions.start')}</Button>
      )}
      {mayExecute && status === 'in_progress' && (
        <Button onClick={onFinish}>{t('actions.finish')}</Button>
      )}
      {mayExecute && status === 'done' && (
        <Button variant="default" onClick={() => change('reopen')}>
          {t('actions.reopen')}
        </Button>
      )}
      {mayExecute && isOver && run.results.fail + run.results.open > 0 && (
        <Button variant="default" loading={commands.rerun.isPending} onClick={() => void rerun()}>
          {t('actions.rerun')}
        </Button>
      )}
      {mayLock && status === 'done' && (
        <Button onClick={() => void commands.lock.run({ runId })}>{t('actions.lock')}</Button>
      )}
      {mayLock && status === 'locked' && (
        <Button variant="default" onClick={onUnlock}>
          {t('actions.unlock')}
        </Button>
      )}
    </Group>
  );
}

function Facts({ run }: { readonly run: Run }) {
  const { t } = useTranslation('execution');
  const { t: area } = useTranslation('runs');
  const format = useFormat();
  const { projectId, matrixId, lockedAt, lockedBy } = run;
  return (
    <>
      <Link to="/runs/projects/$projectId" params={{ projectId }}>
        {run.projectName}
      </Link>
      <Badge variant="outline" color="gray" tt="none">
        {area(`statuses.${run.status}`)}
      </Badge>
      {run.verdict && (
        <Badge variant="outline" color="gray" tt="none">
          {area(`verdicts.${run.verdict}`)}
        </Badge>
      )}
      <Text size="sm">
        {run.assetModel === null
          ? t('facts.noAsset')
          : [run.assetModel, run.firmwareVersion].filter(Boolean).join(' · ')}
      </Text>
      <Text size="sm">{t('facts.engineerIs', { name: run.executedBy.name })}</Text>
      {run.lead && <Text size="sm">{t('facts.leadIs', { name: run.lead.name })}</Text>}
      {matrixId && (
        <Link to="/runs/matrices/$matrixId" params={{ matrixId }}>
          {t('facts.matrix')}
        </Link>
      )}
      {run.correctionOfRunId && (
        <Link to="/runs/runs/$runId" params={{ runId: run.correctionOfRunId }}>
          {t('facts.corrects')}
        </Link>
      )}
      {lockedAt !== null && (
        <Text size="sm">
          {t('facts.lockedBy', {
            name: lockedBy?.name ?? '',
            at: format.instant(Date.parse(lockedAt)),
          })}
        </Text>
      )}
    </>
  );
}
