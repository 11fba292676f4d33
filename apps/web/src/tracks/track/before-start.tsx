import { tracksActions } from '@atelier/domain/tracks/actions.ts';
import type { RoadmapItem, Track } from '@atelier/domain/tracks/types.ts';
import { Button, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { Roadmap } from '../roadmap/roadmap.tsx';
import classes from './track.module.css';

interface Props {
  readonly track: Track;
  readonly roadmap: readonly RoadmapItem[];
}

/** A track that was not begun: where it leads, and the way to begin. */
export function BeforeStart({ track, roadmap }: Props) {
  const { t } = useTranslation('tracks');
  const mayLearn = useMay(tracksActions.learn) && track.archivedAt === null;
  const open = useCommand('tracks.sessions.open');
  return (
    <div className={classes.before}>
      {track.description !== '' && <Text className={classes.description}>{track.description}</Text>}
      {mayLearn && (
        <div>
          <Button
            size="md"
            leftSection={<IconPlayerPlay size={18} aria-hidden />}
            onClick={() => void open.run({ slug: track.slug })}
          >
            {t('start')}
          </Button>
          <Text size="sm" c="dimmed" mt="xs">
            {t('startHint')}
          </Text>
        </div>
      )}
      <Roadmap track={track} roadmap={roadmap} sessionId={null} />
    </div>
  );
}
