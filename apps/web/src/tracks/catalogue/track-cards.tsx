import type { ListedTrack } from '@atelier/domain/tracks/types.ts';
import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { ProgressBar } from '../roadmap/progress-bar.tsx';
import classes from './track-cards.module.css';

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
    <ul className={classes.cards}>
      {tracks.map(({ id, slug, title, goal, description, progress, visitedAt }) => (
        <li key={id} className={classes.card}>
          <Title order={2} size="h4">
            <Link to="/tracks/$slug" params={{ slug }} className={classes.link}>
              {title}
            </Link>
          </Title>
          {(goal || description) && (
            <Text size="sm" c="dimmed" lineClamp={3}>
              {goal || description}
            </Text>
          )}
          <div className={classes.foot}>
            <ProgressBar progress={progress} />
            <Text size="sm" c="dimmed">
              {visitedAt === null
                ? t('notBegun')
                : t('visited', { at: format.instant(Date.parse(visitedAt)) })}
            </Text>
          </div>
        </li>
      ))}
    </ul>
  );
}
