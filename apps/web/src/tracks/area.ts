import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';
import { createRefresher } from './refresher.ts';
import { searchTracks } from './search/search-commands.ts';

export const area: Area = {
  commands: () => [],
  search: searchTracks,
  useKeys() {},
  useShortcutGroup() {
    const { t } = useTranslation(['tracks', 'areas']);
    return {
      title: t('areas:tracks.label'),
      lines: [
        { keys: ['1', '2', '3'], does: t('tracks:keys.tabs') },
        { keys: ['M'], does: t('tracks:keys.write') },
        { keys: ['B'], does: t('tracks:keys.side') },
        { keys: ['Alt', '↑ ↓'], does: t('tracks:keys.order') },
      ],
    };
  },
  createRefresher,
  waiting: async () => (await import('./waiting/tracks-waiting.tsx')).TracksWaiting,
  Provider: ({ children }) => children,
};
