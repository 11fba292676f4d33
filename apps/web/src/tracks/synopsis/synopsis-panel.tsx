import type { ExportFormat } from '@atelier/domain/tracks/export-track.ts';
import type { Synopsis } from '@atelier/domain/tracks/types.ts';
import { Button, Group, Skeleton, Text } from '@mantine/core';
import {
  IconDots,
  IconDownload,
  IconFileImport,
  IconHistory,
  IconPencil,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { Card } from '../../kernel/frame/card.tsx';
import { showFailure } from '../../kernel/notifications/show-notification.tsx';
import { Menu } from '../../kernel/overlay/menu.tsx';
import { keepFile } from '../keep-file.ts';
import { ImportSynopsisDialog } from './import-synopsis-dialog.tsx';
import { ItemView } from './item-view.tsx';
import classes from './synopsis.module.css';
import { SynopsisEditor } from './synopsis-editor.tsx';
import { VersionsDialog } from './versions-dialog.tsx';

interface Props {
  readonly sessionId: string;
  readonly trackTitle: string;
}

/** What the learner has written down: read and edited in place, with its versions behind it. */
export function SynopsisPanel({ sessionId, trackTitle }: Props) {
  const { t } = useTranslation('tracks');
  const trpc = useTRPC();
  const { data: live } = useQuery(trpc.tracks.synopsis.get.queryOptions({ sessionId }));
  // The version that is edited stays the one that it was, also when another one comes in meanwhile.
  const [edited, setEdited] = useState<Synopsis | 'new' | null>(null);
  const [open, setOpen] = useState<'versions' | 'import' | null>(null);
  const items = useMenu(sessionId, live ?? null, setOpen);
  return (
    <Card
      title={t('synopsis.title')}
      actions={
        edited === null && (
          <Menu label={t('synopsis.more')} items={items}>
            <IconDots size={18} aria-hidden />
          </Menu>
        )
      }
    >
      {edited !== null && (
        <SynopsisEditor
          sessionId={sessionId}
          basis={edited === 'new' ? null : edited}
          title={trackTitle}
          onClose={() => setEdited(null)}
        />
      )}
      {edited === null && live === undefined && <Skeleton height={120} radius="md" />}
      {edited === null && live !== undefined && (
        <>
          {live === null ? (
            <Text c="dimmed">{t('synopsis.empty')}</Text>
          ) : (
            <LiveView synopsis={live} />
          )}
          <Group mt="md">
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => setEdited(live ?? 'new')}
            >
              {t(live === null ? 'synopsis.begin' : 'synopsis.edit')}
            </Button>
          </Group>
        </>
      )}
      {open === 'versions' && (
        <VersionsDialog sessionId={sessionId} live={live ?? null} onClose={() => setOpen(null)} />
      )}
      {open === 'import' && (
        <ImportSynopsisDialog
          sessionId={sessionId}
          onClose={() => setOpen(null)}
          onImported={() => setOpen('versions')}
        />
      )}
    </Card>
  );
}

function useMenu(
  sessionId: string,
  live: Synopsis | null,
  onOpen: (dialog: 'versions' | 'import') => void,
) {
  const { t } = useTranslation('tracks');
  const client = useTRPCClient();
  const keep = (format: ExportFormat) => () =>
    void client.tracks.synopsis.export.query({ sessionId, format }).then(keepFile, showFailure);
  const formats = live === null ? [] : (['json', 'markdown', 'html'] as const);
  return [
    { label: t('synopsis.versions'), icon: IconHistory, onSelect: () => onOpen('versions') },
    { label: t('synopsis.import'), icon: IconFileImport, onSelect: () => onOpen('import') },
    ...formats.map((format) => ({
      label: t(`synopsis.${format}`),
      icon: IconDownload,
      onSelect: keep(format),
    })),
  ];
}

function LiveView({ synopsis: { title, items } }: { readonly synopsis: Synopsis }) {
  return (
    <div className={classes.view}>
      {title !== '' && <p className={classes.title}>{title}</p>}
      {items.map((item, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items are nothing but their order
        <ItemView key={place} item={item} />
      ))}
    </div>
  );
}
