import { hitEnd, hitStart } from '@atelier/domain/tracks/types.ts';
import { IconMessage, IconRoute } from '@tabler/icons-react';
import type { Command, CommandTools } from '../../kernel/areas.ts';

/** More would push what other areas found out of sight. */
const shown = 8;

/** Tracks whose titles have the words, and what one has said oneself, or was told. */
export async function searchTracks(
  words: string,
  { i18n, router, client }: CommandTools,
): Promise<readonly Command[]> {
  const [tracks, messages] = await Promise.all([
    client.tracks.list.query({}),
    client.tracks.messages.search.query({ words, limit: shown }),
  ]);
  const group = i18n.getFixedT(null, 'areas')('tracks.label');
  const wanted = words.toLocaleLowerCase();
  const found = tracks.filter(({ title }) => title.toLocaleLowerCase().includes(wanted));
  return [
    ...found.slice(0, shown).map(({ slug, title }) => ({
      ...{ id: `tracks-track-${slug}`, group, label: title, icon: IconRoute },
      run: () => void router.navigate({ to: '/tracks/$slug', params: { slug } }),
    })),
    ...messages.map(({ id, trackSlug: slug, trackTitle, tab, excerpt }) => ({
      ...{ id: `tracks-message-${id}`, group, icon: IconMessage },
      label: `${trackTitle}: ${plain(excerpt)}`,
      run: () =>
        void router.navigate({
          to: '/tracks/$slug',
          params: { slug },
          search: { tab, message: id },
        }),
    })),
  ];
}

const plain = (excerpt: string) =>
  excerpt.replaceAll(hitStart, '').replaceAll(hitEnd, '').replace(/\s+/g, ' ');
