import { IconDatabase } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';

/** The managed database, as the app frame knows it. */
export const lifecycleArea: Area = {
  id: 'lifecycle',
  useNavigation() {
    const { t } = useTranslation('lifecycle');
    return {
      label: t('area'),
      pages: [{ to: '/database', label: t('page'), icon: IconDatabase, exact: true }],
    };
  },
  useCommands() {
    const { t } = useTranslation('lifecycle');
    const { t: kernel } = useTranslation('kernel');
    const navigate = useNavigate();
    return [
      {
        id: 'lifecycle-database',
        group: kernel('palette.goTo'),
        label: t('page'),
        icon: IconDatabase,
        run: () => void navigate({ to: '/database' }),
      },
    ];
  },
  useKeys() {},
  useShortcutGroup() {
    const { t } = useTranslation('lifecycle');
    return { title: t('area'), lines: [] };
  },
  createRefresher({ trpc, queryClient }) {
    return () => void queryClient.invalidateQueries(trpc.lifecycle.pathFilter());
  },
  Provider: ({ children }) => children,
};
