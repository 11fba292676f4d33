import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';
import { createRefresher } from './refresher.ts';
import { searchRuns } from './search/search-commands.ts';

export const area: Area = {
  commands: () => [],
  search: searchRuns,
  useKeys() {},
  useShortcutGroup() {
    const { t } = useTranslation('areas');
    return { title: t('runs.label'), lines: [] };
  },
  createRefresher,
  Provider: ({ children }) => children,
};
