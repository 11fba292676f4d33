import { Skeleton } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { BeforeStart } from './before-start.tsx';
import { Learning } from './learning.tsx';
import { TrackHead } from './track-head.tsx';

/** A track: what it leads to, and once it is begun the threads with the roadmap and the synopsis beside them. */
export function TrackPage() {
  const { slug } = useParams({ from: '/tracks/$slug' });
  const { ready } = useTranslation('tracks');
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.tracks.get.queryOptions({ slug }));
  if (!ready) return <Skeleton height={320} radius="md" />;
  const { track, roadmap, session } = data;
  return (
    <>
      <TrackHead track={track} />
      {session === null ? (
        <BeforeStart track={track} roadmap={roadmap} />
      ) : (
        <Learning key={session.id} track={track} roadmap={roadmap} session={session} />
      )}
    </>
  );
}
