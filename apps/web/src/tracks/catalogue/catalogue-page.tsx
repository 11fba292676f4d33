import { tracksActions } from '@atelier/domain/tracks/actions.ts';
import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconFileImport, IconPlus, IconRoute } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { CheckField } from '../../kernel/forms/check-field.tsx';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { CreateTrackDialog } from '../dialogs/create-track-dialog.tsx';
import { ImportTrackDialog } from '../dialogs/import-track-dialog.tsx';
import { TrackCards } from './track-cards.tsx';

type Open = 'create' | 'import' | null;

/** Where a learner comes in: the tracks, first those that they are on. */
export function CataloguePage() {
  const { t, ready } = useTranslation('tracks');
  const { archived = false } = useSearch({ from: '/tracks/' });
  const navigate = useNavigate();
  const trpc = useTRPC();
  const { data: tracks } = useSuspenseQuery(trpc.tracks.list.queryOptions({ archived }));
  const mayEdit = useMay(tracksActions.edit);
  const [open, setOpen] = useState<Open>(null);
  if (!ready) return <Skeleton height={320} radius="md" />;
  const isEmpty = tracks.length === 0 && !archived;
  const ways = mayEdit && (
    <Group gap="sm">
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen('create')}>
        {t('create')}
      </Button>
      <Button
        variant="default"
        leftSection={<IconFileImport size={18} aria-hidden />}
        onClick={() => setOpen('import')}
      >
        {t('import')}
      </Button>
    </Group>
  );
  return (
    <>
      <PageHeader actions={!isEmpty && ways}>
        <PageHeading title={t('title')} />
      </PageHeader>
      {isEmpty ? (
        <StatePanel icon={IconRoute}>
          <Title order={2}>{t('empty.title')}</Title>
          <Text c="dimmed">{t('empty.text')}</Text>
          {ways || <Text c="dimmed">{t('empty.look')}</Text>}
        </StatePanel>
      ) : (
        <TrackCards tracks={tracks} empty={t('noneArchived')} />
      )}
      <CheckField
        mt="lg"
        label={t('showArchived')}
        checked={archived}
        onChange={({ currentTarget: { checked } }) =>
          void navigate({
            to: '/tracks',
            search: checked ? { archived: true } : {},
            replace: true,
          })
        }
      />
      {open === 'create' && <CreateTrackDialog onClose={() => setOpen(null)} />}
      {open === 'import' && <ImportTrackDialog onClose={() => setOpen(null)} />}
    </>
  );
}
