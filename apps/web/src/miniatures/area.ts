import { IconArrowsExchange, IconChartAreaLine, IconLayoutList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';
import { undoKeys } from '../kernel/shortcuts/key-names.ts';
import { useMiniaturesCommands } from './use-miniatures-commands.ts';
import { useMiniaturesKeys } from './use-miniatures-keys.ts';
import { createRefresher } from './writes/refresher.ts';
import { TypeActionsProvider } from './writes/type-actions.tsx';

/** Miniatures, as the app frame knows it. */
export const miniaturesArea: Area = {
  id: 'miniatures',
  useNavigation() {
    const { t } = useTranslation('miniatures');
    return {
      label: t('area'),
      pages: [
        { to: '/miniatures', label: t('pages.collection'), icon: IconLayoutList, exact: true },
        {
          to: '/miniatures/statistics',
          label: t('pages.statistics'),
          icon: IconChartAreaLine,
          exact: false,
        },
        {
          to: '/miniatures/exchange',
          label: t('pages.exchange'),
          icon: IconArrowsExchange,
          exact: false,
        },
      ],
    };
  },
  useCommands: useMiniaturesCommands,
  useKeys: useMiniaturesKeys,
  useShortcutGroup() {
    const { t } = useTranslation('miniatures');
    return {
      title: t('shortcuts.collection'),
      lines: [
        { keys: ['/'], does: t('shortcuts.search') },
        { keys: ['N'], does: t('shortcuts.newType') },
        { keys: ['J', '↓'], does: t('shortcuts.next') },
        { keys: ['K', '↑'], does: t('shortcuts.previous') },
        { keys: ['Home', 'End'], does: t('shortcuts.first') },
        { keys: ['Enter'], does: t('shortcuts.open') },
        { keys: ['1–4'], does: t('shortcuts.move') },
        { keys: ['+', 'B'], does: t('shortcuts.add') },
        { keys: ['U', undoKeys()], does: t('shortcuts.undo') },
        { keys: ['E'], does: t('shortcuts.rename') },
        { keys: ['X'], does: t('shortcuts.select') },
      ],
    };
  },
  createRefresher,
  Provider: TypeActionsProvider,
};
