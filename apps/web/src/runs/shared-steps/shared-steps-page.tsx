import { runsActions } from '@atelier/domain/runs/actions.ts';
import type { SharedStep } from '@atelier/domain/runs/library-types.ts';
import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconPlus, IconStack2 } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { useMay } from '../use-may.ts';
import { SharedStepDialog } from './shared-step-dialog.tsx';
import classes from './shared-steps.module.css';

/** Steps that several cases share. */
export function SharedStepsPage() {
  const { ready } = useTranslation('library');
  return ready ? <SharedSteps /> : <Skeleton height={400} radius="lg" />;
}

function SharedSteps() {
  const { t } = useTranslation('library');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/shared-steps' });
  const trpc = useTRPC();
  const { data: shared } = useSuspenseQuery(trpc.runs.sharedSteps.list.queryOptions({ projectId }));
  const { open }: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const [isCreating, setCreating] = useState(false);
  /** Which one is edited stands in the address, so that a link leads to it. */
  const edit = (id: string | undefined) =>
    void navigate({
      to: '.',
      search: { open: id } as never,
      replace: id === undefined,
      resetScroll: false,
    });
  const mayEdit = useMay(projectId)(runsActions.edit);
  const edited = mayEdit ? shared.find(({ id }) => id === open) : undefined;
  useEffect(() => {
    if (!mayEdit) document.querySelector(`[data-shared="${open}"]`)?.scrollIntoView();
  }, [mayEdit, open]);
  const create = mayEdit && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>
      {t('shared.create')}
    </Button>
  );
  return (
    <>
      {shared.length === 0 ? (
        <StatePanel icon={IconStack2}>
          <Title order={2}>{t('shared.empty')}</Title>
          <Text c="dimmed">{t('shared.emptyText')}</Text>
          {create}
        </StatePanel>
      ) : (
        <>
          <Group justify="space-between" mb="md">
            <Title order={2} size="h3">
              {t('shared.label')}
            </Title>
            {create}
          </Group>
          <ul className={classes.list}>
            {shared.map((step) => (
              <SharedStepCard
                key={step.id}
                step={step}
                onEdit={mayEdit ? () => edit(step.id) : null}
              />
            ))}
          </ul>
        </>
      )}
      {isCreating && (
        <SharedStepDialog projectId={projectId} step={null} onClose={() => setCreating(false)} />
      )}
      {edited && (
        <SharedStepDialog
          key={edited.id}
          projectId={projectId}
          step={edited}
          onClose={() => edit(undefined)}
        />
      )}
    </>
  );
}

interface CardProps {
  readonly step: SharedStep;
  /** Null for whoever only looks. */
  readonly onEdit: (() => void) | null;
}

function SharedStepCard({ step, onEdit }: CardProps) {
  const { t } = useTranslation('library');
  const { id: sharedStepId, title, versionNumber, isArchived, cases, behind, steps } = step;
  const take = useCommand('runs.sharedSteps.take', {
    says: () => ({ key: 'library:shared.taken', values: { count: behind } }),
  });
  const archive = useCommand('runs.sharedSteps.archive', {
    says: () => ({ key: 'library:shared.archived' }),
    undo: () => ({
      path: 'runs.sharedSteps.restore',
      input: { sharedStepId },
      touches: [],
      says: { key: 'library:shared.restored' },
    }),
  });
  const restore = useCommand('runs.sharedSteps.restore', {
    says: () => ({ key: 'library:shared.restored' }),
  });
  return (
    <li className={classes.card} data-shared={sharedStepId}>
      <Title order={3} size="h4">
        {title}
      </Title>
      <Text size="sm" c="dimmed">
        {[
          t('case.version', { number: versionNumber }),
          t('suites.cases', { count: cases }),
          isArchived && t('shared.archivedMark'),
        ]
          .filter((fact) => fact !== false)
          .join(' · ')}
      </Text>
      <ol>
        {steps.map(({ action }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps are nothing but their order
          <li key={place}>{action}</li>
        ))}
      </ol>
      {onEdit && (
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('shared.edit', { title })}
            onClick={onEdit}
          >
            {t('case.edit')}
          </Button>
          {behind > 0 && (
            <Button size="compact-sm" onClick={() => void take.run({ sharedStepId })}>
              {t('shared.take', { count: behind })}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => void (isArchived ? restore : archive).run({ sharedStepId })}
          >
            {t(isArchived ? 'shared.restore' : 'shared.archive')}
          </Button>
        </Group>
      )}
    </li>
  );
}
