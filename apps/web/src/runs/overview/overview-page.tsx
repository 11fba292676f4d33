import { runsActions } from '@atelier/domain/runs/actions.ts';
import { Button, Text, Title } from '@mantine/core';
import { IconClipboardCheck, IconPlus } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { CreateProjectDialog } from './create-project-dialog.tsx';
import { Dashboard } from './dashboard.tsx';
import { ProjectCards } from './project-cards.tsx';

/** Where a tester comes in: the projects. */
export function OverviewPage() {
  const { t } = useTranslation('runs');
  const trpc = useTRPC();
  const { data: projects } = useSuspenseQuery(trpc.runs.projects.list.queryOptions({}));
  const [isCreating, setCreating] = useState(false);
  const create = useMay(runsActions.createProject) && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>
      {t('overview.create')}
    </Button>
  );
  return (
    <>
      <PageHeader actions={projects.length > 0 && create}>
        <PageHeading title={t('overview.title')} />
      </PageHeader>
      {projects.length === 0 ? (
        <StatePanel icon={IconClipboardCheck}>
          <Title order={2}>{t('overview.empty')}</Title>
          <Text c="dimmed">{t('overview.emptyText')}</Text>
          {create}
        </StatePanel>
      ) : (
        <>
          <Dashboard />
          <ProjectCards projects={projects} />
        </>
      )}
      <CreateProjectDialog opened={isCreating} onClose={() => setCreating(false)} />
    </>
  );
}
