import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';
import { authMode } from '../kernel/me/told.ts';

/** Once one of its pages is opened; they have no keys of their own. */
export const area: Area = {
  commands: () => [],
  useKeys() {},
  useShortcutGroup() {
    const { t } = useTranslation('areas');
    return { title: t('identity.label'), lines: [] };
  },
  createRefresher({ trpc, queryClient }) {
    return () => void queryClient.invalidateQueries(trpc.identity.pathFilter());
  },
  // Where nobody signs in, nobody waits.
  ...(authMode() === 'team' && {
    waiting: async () => (await import('./waiting/people-waiting.tsx')).PeopleWaiting,
  }),
  Provider: ({ children }) => children,
};
