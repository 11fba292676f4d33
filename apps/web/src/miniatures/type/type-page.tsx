import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { Button, Group, Skeleton, Text } from '@mantine/core';
import { IconArchiveOff, IconChevronLeft, IconMoodConfuzed, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { lazyPart } from '../../kernel/lazy-part.ts';
import { useShortcuts } from '../../kernel/shortcuts/use-shortcuts.ts';
import { type TypeDialog, TypeDialogs, useTypeDialogs } from '../dialogs/type-dialogs.tsx';
import { TypeMenu } from '../dialogs/type-menu.tsx';
import { useMayWrite } from '../use-may-write.ts';
import { useTypeBindings } from '../use-type-bindings.ts';
import { useTypeActions } from '../writes/type-actions.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { MoveForm } from './move-form.tsx';
import { StageTiles } from './stage-tiles.tsx';
import classes from './type-page.module.css';

// Moving miniatures does not wait for the charts' library.
const TypeCharts = lazyPart(() => import('./type-charts.tsx').then((part) => part.TypeCharts));

/** One type: where its miniatures stand, moving them, what happened, and charts. */
export function TypePage() {
  const { t } = useTranslation('miniatures');
  const { typeId } = useParams({ from: '/miniatures/$typeId' });
  const trpc = useTRPC();
  const { data: type, isError } = useQuery({
    ...trpc.miniatures.get.queryOptions({ id: typeId }),
    throwOnError: (error, { state }) => state.data === undefined && !isUnknownType(error),
  });
  const dialogs = useTypeDialogs();
  const mayWrite = useMayWrite();
  useShortcuts(useTypeBindings(type, dialogs));

  if (type === undefined && isError) return <UnknownType />;
  if (type === undefined) return <Skeleton height={320} radius="lg" />;
  const isArchived = type.archivedAt !== null;
  return (
    <>
      <BackLink />
      <PageHeader actions={mayWrite && <TypeButtons type={type} onDialog={dialogs.open} />}>
        <PageHeading title={type.name} />
      </PageHeader>
      {isArchived && (
        <Text className={classes.note} role="note">
          {t('archive.note')}
        </Text>
      )}
      <div className={classes.layout}>
        <div className={classes.column}>
          <StageTiles type={type} />
          {!isArchived && mayWrite && <MoveForm type={type} />}
          <Suspense>
            <TypeCharts typeId={typeId} />
          </Suspense>
        </div>
        <HistoryPanel typeId={typeId} />
      </div>
      <TypeDialogs dialogs={dialogs} />
    </>
  );
}

interface ButtonsProps {
  readonly type: MiniatureType;
  readonly onDialog: (dialog: TypeDialog, type: MiniatureType) => void;
}

/** What can be done with the type, besides moving it. */
function TypeButtons({ type, onDialog }: ButtonsProps) {
  const { t } = useTranslation('miniatures');
  const actions = useTypeActions();
  return (
    <>
      {type.archivedAt === null ? (
        <Button
          variant="default"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => onDialog('add', type)}
          aria-keyshortcuts="B"
        >
          {t('list.addToBox')}
        </Button>
      ) : (
        <Button
          leftSection={<IconArchiveOff size={18} aria-hidden />}
          onClick={() => void actions.archive([type], false)}
        >
          {t('archive.restore')}
        </Button>
      )}
      <TypeMenu
        type={type}
        label={t('list.more', { name: type.name })}
        className={classes.menu}
        onDialog={onDialog}
      />
    </>
  );
}

function BackLink() {
  const { t } = useTranslation('miniatures');
  return (
    <Link to="/miniatures" className={classes.back}>
      <IconChevronLeft size={16} aria-hidden />
      {t('type.back')}
    </Link>
  );
}

function UnknownType() {
  const { t } = useTranslation('miniatures');
  return (
    <StatePanel icon={IconMoodConfuzed}>
      <PageHeading title={t('type.missing')} />
      <Text>{t('type.missingText')}</Text>
      <Group mt="md">
        <Button renderRoot={(props) => <Link to="/miniatures" {...props} />}>
          {t('exchange.toCollection')}
        </Button>
      </Group>
    </StatePanel>
  );
}

/** Whether there is no such type: an address that was typed or that is old. */
function isUnknownType(error: unknown): boolean {
  return ['ERR_TYPE_NOT_FOUND', 'ERR_VALIDATION'].includes(callError(error).code);
}
