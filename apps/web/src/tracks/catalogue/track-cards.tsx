import type { ListedTrack } from '@atelier/domain/tracks/types.ts';
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { LinkCard, LinkCards } from '../../kernel/frame/link-cards.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { ProgressBar } from '../roadmap/progress-bar.tsx';

interface Props {
  readonly tracks: readonly ListedTrack[];
  /** What is said where there are none. */
  readonly empty: string;
}

/** Each track with its goal, and how far one has come on it. */
export function TrackCards({ tracks, empty }: Props) {
  const { t } = useTranslation('tracks');
  const format = useFormat();
  if (tracks.length === 0) return <Text c="dimmed">{empty}</Text>;
  return (
    <LinkCards>
      {tracks.map(({ id, slug, title, goal, description, progress, visitedAt }) => (
        <LinkCard
          key={id}
          text={goal || description}
          title={(className) => (
            <Link to="/tracks/$slug" params={{ slug }} className={className}>
              {title}
            </Link>
          )}
        >
          <ProgressBar progress={progress} />
          <Text size="sm" c="dimmed">
            {visitedAt === null
              ? t('notBegun')
              : t('visited', { at: format.instant(Date.parse(visitedAt)) })}
          </Text>
        </LinkCard>
      ))}
    </LinkCards>
  );
}
