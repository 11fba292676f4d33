import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';

/** Once it is opened; its one page is looked at and has no keys. */
export const area: Area = {
  commands: () => [],
  useKeys() {},
  useShortcutGroup() {
    const { t } = useTranslation('areas');
    return { title: t('lifecycle.label'), lines: [] };
  },
  createRefresher({ trpc, queryClient }) {
    return () => void queryClient.invalidateQueries(trpc.lifecycle.pathFilter());
  },
  waiting: async () => (await import('./waiting/database-waiting.tsx')).DatabaseWaiting,
  Provider: ({ children }) => children,
};
