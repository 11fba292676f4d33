import { runsActions } from '@atelier/domain/runs/actions.ts';
import type { TestCase } from '@atelier/domain/runs/types.ts';
import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { BulkDialogs } from '../library/bulk-dialogs.tsx';
import { useCaseActions } from '../library/use-case-actions.ts';
import { useMay } from '../use-may.ts';
import classes from './case.module.css';
import { CaseContentView } from './case-content-view.tsx';
import { CaseHistory } from './case-history.tsx';

/** One case: what it says now, and how it came to. */
export function CasePage() {
  const { ready } = useTranslation('library');
  return ready ? <OneCase /> : <Skeleton height={400} radius="lg" />;
}

function OneCase() {
  const { t } = useTranslation('library');
  const { projectId, caseId } = useParams({ from: '/runs/projects/$projectId/cases/$caseId' });
  const trpc = useTRPC();
  const { data: found } = useSuspenseQuery(trpc.runs.cases.get.queryOptions({ caseId }));
  const { data: versions } = useSuspenseQuery(trpc.runs.cases.versions.queryOptions({ caseId }));
  const mayEdit = useMay(found.projectId)(runsActions.edit);
  const [isTagging, setTagging] = useState(false);
  const actions = useCaseActions(projectId);
  return (
    <>
      <Link
        to="/runs/projects/$projectId/library"
        params={{ projectId }}
        search={{ suite: found.suiteId } as never}
      >
        {t('case.back')}
      </Link>
      <Group justify="space-between" mt="xs" mb="md">
        <Title order={2} style={{ overflowWrap: 'anywhere' }}>
          {found.key} · {found.title}
        </Title>
        {mayEdit && (
          <Button
            leftSection={<IconPencil size={18} aria-hidden />}
            renderRoot={(props: object) => (
              <Link
                to="/runs/projects/$projectId/cases/$caseId/edit"
                params={{ projectId, caseId }}
                {...props}
              />
            )}
          >
            {t('case.edit')}
          </Button>
        )}
      </Group>
      <div className={classes.page}>
        <div>
          <Facts found={found} onTags={mayEdit ? () => setTagging(true) : null} />
          {found.version ? (
            <CaseContentView content={found.version.content} />
          ) : (
            <Text c="dimmed">{t('case.nothing')}</Text>
          )}
        </div>
        <CaseHistory versions={versions} />
      </div>
      {isTagging && (
        <BulkDialogs
          projectId={projectId}
          actions={actions}
          dialog={{ kind: 'tag', cases: [found], clear: () => undefined }}
          onClose={() => setTagging(false)}
        />
      )}
    </>
  );
}

interface FactsProps {
  readonly found: TestCase;
  /** Null for whoever only looks. */
  readonly onTags: (() => void) | null;
}

function Facts({ found, onTags }: FactsProps) {
  const { t } = useTranslation('library');
  const facts = [
    t(found.isMandatory ? 'case.mandatory' : 'case.optional'),
    found.estimatedMinutes !== null && t('case.estimate', { count: found.estimatedMinutes }),
    found.complexity !== null && t('case.complexity', { level: found.complexity }),
    found.isArchived && t('case.archivedMark'),
    found.tags.length > 0 && `${t('case.tags')}: ${found.tags.join(', ')}`,
  ].filter((fact) => fact !== false);
  return (
    <Group gap="sm">
      <Text c="dimmed">{facts.join(' · ')}</Text>
      {onTags && found.projectId !== null && (
        <Button size="compact-sm" variant="subtle" onClick={onTags}>
          {t('cases.tagThem')}
        </Button>
      )}
    </Group>
  );
}
