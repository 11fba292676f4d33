import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';
import { createRefresher } from './refresher.ts';
import { searchOrchestra } from './search/search-commands.ts';

export const area: Area = {
  commands: () => [],
  search: searchOrchestra,
  useKeys() {},
  useShortcutGroup() {
    const { t } = useTranslation('areas');
    return { title: t('orchestra.label'), lines: [] };
  },
  createRefresher,
  waiting: async () => (await import('./waiting/orchestra-waiting.tsx')).OrchestraWaiting,
  Provider: ({ children }) => children,
};
