import { useParams, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';
import { undoKeys } from '../kernel/shortcuts/key-names.ts';
import { useShortcuts } from '../kernel/shortcuts/use-shortcuts.ts';
import { miniaturesCommands, searchTypes } from './commands.ts';
import { createType } from './dialogs/create-type.ts';
import { useMayWrite } from './use-may-write.ts';
import { createRefresher } from './writes/refresher.ts';
import { useTypeActions } from './writes/type-actions.tsx';

/** Miniatures, once they are opened. */
export const area: Area = {
  commands: miniaturesCommands,
  search: searchTypes,
  /** A new type, and the way back from what was done last, wherever one is. */
  useKeys() {
    const { undo } = useTypeActions();
    const router = useRouter();
    const { typeId } = useParams({ strict: false });
    const takeBack = () => void undo(typeId);
    const keys = { n: () => void createType(router), u: takeBack, 'mod+z': takeBack };
    useShortcuts(useMayWrite() ? keys : {});
  },
  useShortcutGroup() {
    const { t } = useTranslation('miniatures');
    const looking = [
      { keys: ['/'], does: t('shortcuts.search') },
      { keys: ['J', '↓'], does: t('shortcuts.next') },
      { keys: ['K', '↑'], does: t('shortcuts.previous') },
      { keys: ['Home', 'End'], does: t('shortcuts.first') },
      { keys: ['Enter'], does: t('shortcuts.open') },
    ];
    const changing = [
      { keys: ['N'], does: t('shortcuts.newType') },
      { keys: ['1–4'], does: t('shortcuts.move') },
      { keys: ['+', 'B'], does: t('shortcuts.add') },
      { keys: ['U', undoKeys()], does: t('shortcuts.undo') },
      { keys: ['E'], does: t('shortcuts.rename') },
      { keys: ['X'], does: t('shortcuts.select') },
    ];
    return {
      title: t('shortcuts.collection'),
      lines: useMayWrite() ? [...looking, ...changing] : looking,
    };
  },
  createRefresher,
  waiting: async () => (await import('./waiting/miniatures-waiting.tsx')).MiniaturesWaiting,
  Provider: ({ children }) => children,
};
