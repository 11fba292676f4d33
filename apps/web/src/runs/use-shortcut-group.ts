import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { selectAllKeys } from '../kernel/shortcuts/key-names.ts';
import type { ShortcutGroup } from '../kernel/shortcuts/shortcut.ts';
import { useTableShortcuts } from '../kernel/tables/use-table-shortcuts.ts';

/** All keys of the area, those of the page that is open first. */
export function useShortcutGroup(): ShortcutGroup {
  const isRun = useLocation({ select: ({ pathname }) => pathname.startsWith('/runs/runs/') });
  const run = useRunGroup();
  const library = useLibraryGroup();
  const table = useTableGroup();
  return isRun ? { ...run, more: [library, table] } : { ...library, more: [table, run] };
}

function useRunGroup(): ShortcutGroup {
  const { t } = useTranslation('runs');
  return {
    title: t('keys.title'),
    lines: [
      { keys: ['↑', '↓'], does: t('keys.move') },
      { keys: ['→', '←'], does: t('keys.goIn') },
      { keys: ['1', 'O'], does: t('keys.ok') },
      { keys: ['2', 'F'], does: t('keys.fail') },
      { keys: ['3', 'N'], does: t('keys.na') },
      { keys: ['R'], does: t('keys.reason') },
      { keys: ['C'], does: t('keys.comment') },
      { keys: ['M'], does: t('keys.measured') },
      { keys: ['V'], does: t('keys.paste') },
      { keys: ['X', selectAllKeys()], does: t('keys.choose') },
      { keys: ['J'], does: t('keys.nextOpen') },
      { keys: ['Ctrl ↵'], does: t('keys.done') },
    ],
  };
}

function useLibraryGroup(): ShortcutGroup {
  const { t } = useTranslation('runs');
  return {
    title: t('libraryKeys.title'),
    lines: [
      { keys: ['↑', '↓', 'Home', 'End'], does: t('libraryKeys.go') },
      { keys: ['→', '←'], does: t('libraryKeys.open') },
      { keys: ['Enter', 'Space'], does: t('libraryKeys.show') },
      { keys: ['F2'], does: t('libraryKeys.rename') },
      { keys: ['Alt ↑', 'Alt ↓'], does: t('libraryKeys.order') },
      { keys: ['Alt →', 'Alt ←'], does: t('libraryKeys.level') },
    ],
  };
}

/** The keys of the area's lists. */
function useTableGroup(): ShortcutGroup {
  const { t } = useTranslation('runs');
  const { ready } = useTranslation('tables');
  const lines = useTableShortcuts();
  return { title: t('libraryKeys.lists'), lines: ready ? lines : [] };
}
