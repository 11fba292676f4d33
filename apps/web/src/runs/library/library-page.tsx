import { runsActions } from '@atelier/domain/runs/actions.ts';
import { Button, Checkbox, Skeleton, Text, Title } from '@mantine/core';
import { IconFolder, IconPlus } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { useMay } from '../use-may.ts';
import { BulkDialogs } from './bulk-dialogs.tsx';
import type { BulkDialog } from './case-editing.ts';
import { CaseList } from './case-list.tsx';
import classes from './library-page.module.css';
import { SuiteDialog, type SuiteDialogState } from './suite-dialog.tsx';
import { SuiteTree } from './suite-tree.tsx';
import { useCaseActions } from './use-case-actions.ts';
import { useSuiteActions } from './use-suite-actions.ts';

/** The library of a project: its suites as a tree, and the cases of the one that is chosen. */
export function LibraryPage() {
  const { ready } = useTranslation('library');
  return ready ? <Library /> : <Skeleton height={400} radius="lg" />;
}

function Library() {
  const { t } = useTranslation('library');
  const { projectId } = useParams({ from: '/runs/projects/$projectId/library' });
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const navigate = useNavigate();
  const trpc = useTRPC();
  const { data: all } = useSuspenseQuery(trpc.runs.suites.list.queryOptions({ projectId }));
  const [showsArchived, setShowsArchived] = useState(false);
  const [dialog, setDialog] = useState<SuiteDialogState | null>(null);
  const [bulk, setBulk] = useState<BulkDialog | null>(null);
  const suiteActions = useSuiteActions(all);
  const caseActions = useCaseActions(projectId);
  const mayEdit = useMay(projectId)(runsActions.edit);
  const suites = showsArchived ? all : all.filter(({ isArchived }) => !isArchived);
  const chosenId = all.find(({ id }) => id === search.suite)?.id ?? null;
  const choose = (suiteId: string | null) =>
    void navigate({
      to: '.',
      search: ((now: Record<string, unknown>) => ({
        ...now,
        suite: suiteId ?? undefined,
      })) as never,
      resetScroll: false,
    });
  return (
    <>
      {all.length === 0 ? (
        <StatePanel icon={IconFolder}>
          <Title order={2}>{t('suites.empty')}</Title>
          <Text c="dimmed">{t(mayEdit ? 'suites.emptyText' : 'suites.emptyLook')}</Text>
          {mayEdit && (
            <Button onClick={() => setDialog({ parent: null })}>{t('suites.create')}</Button>
          )}
        </StatePanel>
      ) : (
        <div className={classes.page}>
          <div className={classes.tree}>
            <Button
              fullWidth
              justify="flex-start"
              variant={chosenId === null ? 'light' : 'subtle'}
              aria-pressed={chosenId === null}
              onClick={() => choose(null)}
            >
              {t('suites.all')}
            </Button>
            <SuiteTree
              suites={suites}
              chosenId={chosenId}
              onChoose={choose}
              editing={
                mayEdit
                  ? {
                      actions: suiteActions,
                      onDialog: setDialog,
                      onCases: (caseIds, suiteId) =>
                        void caseActions.move.run({ projectId, caseIds: [...caseIds], suiteId }),
                    }
                  : null
              }
            />
            {mayEdit && (
              <Button
                variant="subtle"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => setDialog({ parent: null })}
              >
                {t('suites.create')}
              </Button>
            )}
            <Checkbox
              mt="xs"
              label={t('suites.showArchived')}
              checked={showsArchived}
              onChange={(event) => setShowsArchived(event.currentTarget.checked)}
            />
          </div>
          <div className={classes.list}>
            <div className={classes.tools}>
              <Title order={2} size="h3">
                {all.find(({ id }) => id === chosenId)?.name ?? t('suites.all')}
              </Title>
              {mayEdit && <NewCaseLink projectId={projectId} suiteId={chosenId} />}
            </div>
            <CaseList
              key={chosenId}
              projectId={projectId}
              suiteId={chosenId}
              editing={mayEdit ? { actions: caseActions, onDialog: setBulk } : null}
            />
          </div>
        </div>
      )}
      {dialog && (
        <SuiteDialog
          projectId={projectId}
          state={dialog}
          onClose={() => setDialog(null)}
          onMade={choose}
        />
      )}
      {bulk && (
        <BulkDialogs
          projectId={projectId}
          dialog={bulk}
          actions={caseActions}
          onClose={() => setBulk(null)}
        />
      )}
    </>
  );
}

interface LinkProps {
  readonly projectId: string;
  /** The suite in which the case is to be. */
  readonly suiteId: string | null;
}

function NewCaseLink({ projectId, suiteId }: LinkProps) {
  const { t } = useTranslation('library');
  return (
    <Button
      renderRoot={(props: object) => (
        <Link
          to="/runs/projects/$projectId/new-case"
          params={{ projectId }}
          search={{ suite: suiteId ?? undefined } as never}
          {...props}
        />
      )}
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {t('cases.create')}
    </Button>
  );
}
