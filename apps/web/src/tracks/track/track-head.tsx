import { tracksActions } from '@atelier/domain/tracks/actions.ts';
import type { ExportFormat } from '@atelier/domain/tracks/export-track.ts';
import type { Track } from '@atelier/domain/tracks/types.ts';
import { Text } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconCopy,
  IconDots,
  IconDownload,
  IconPencil,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { showFailure } from '../../kernel/notifications/show-notification.tsx';
import { Menu, type MenuItem } from '../../kernel/overlay/menu.tsx';
import { EditTrackDialog } from '../dialogs/edit-track-dialog.tsx';
import { TextDialog } from '../dialogs/text-dialog.tsx';
import { keepFile } from '../keep-file.ts';
import classes from './track.module.css';

/** The heading of a track, with what can be done with all of it. */
export function TrackHead({ track }: { readonly track: Track }) {
  const { t } = useTranslation('tracks');
  const [open, setOpen] = useState<'edit' | 'copy' | null>(null);
  const items = useItems(track, setOpen);
  return (
    <>
      <PageHeader
        actions={
          <Menu label={t('actions.more')} items={items}>
            <IconDots size={20} aria-hidden />
          </Menu>
        }
      >
        <PageHeading title={track.title} />
      </PageHeader>
      {track.archivedAt !== null && <Text mb="md">{t('isArchived')}</Text>}
      {track.goal !== '' && (
        <Text className={classes.goal}>
          <strong>{t('goalIs')}:</strong> {track.goal}
        </Text>
      )}
      {open === 'edit' && <EditTrackDialog track={track} onClose={() => setOpen(null)} />}
      {open === 'copy' && <CopyDialog track={track} onClose={() => setOpen(null)} />}
    </>
  );
}

function useItems(
  { id: trackId, title, archivedAt }: Track,
  onOpen: (dialog: 'edit' | 'copy') => void,
): readonly MenuItem[] {
  const { t } = useTranslation('tracks');
  const client = useTRPCClient();
  const mayEdit = useMay(tracksActions.edit);
  const archive = useCommand('tracks.archive', {
    says: () => ({ key: 'tracks:told.archived', values: { title } }),
    undo: () => ({
      path: 'tracks.restore',
      input: { trackId },
      touches: [],
      says: { key: 'tracks:told.restored', values: { title } },
    }),
  });
  const restore = useCommand('tracks.restore', {
    says: () => ({ key: 'tracks:told.restored', values: { title } }),
  });
  const keep = (format: ExportFormat) => () =>
    void client.tracks.export.query({ trackId, format }).then(keepFile, showFailure);
  const exports = (['json', 'markdown', 'html'] as const).map((format) => ({
    label: t(`actions.${format}`),
    icon: IconDownload,
    onSelect: keep(format),
  }));
  if (!mayEdit) return exports;
  const isArchived = archivedAt !== null;
  return [
    { label: t('actions.edit'), icon: IconPencil, onSelect: () => onOpen('edit') },
    { label: t('actions.copy'), icon: IconCopy, onSelect: () => onOpen('copy') },
    ...exports,
    isArchived
      ? {
          label: t('actions.restore'),
          icon: IconArchiveOff,
          onSelect: () => void restore.run({ trackId }),
        }
      : {
          label: t('actions.archive'),
          icon: IconArchive,
          onSelect: () => void archive.run({ trackId }),
        },
  ];
}

function CopyDialog({ track, onClose }: { readonly track: Track; readonly onClose: () => void }) {
  const { t } = useTranslation('tracks');
  const navigate = useNavigate();
  const copy = useCommand('tracks.copy');
  return (
    <TextDialog
      title={t('dialogs.copy')}
      label={t('fields.title')}
      submit={t('dialogs.copySubmit')}
      initial={t('dialogs.copyTitle', { title: track.title })}
      maxLength={200}
      onClose={onClose}
      onSubmit={async (title) => {
        const { slug } = await copy.ask({ trackId: track.id, title });
        onClose();
        await navigate({ to: '/tracks/$slug', params: { slug } });
      }}
    />
  );
}
