import type { Action } from '@atelier/domain/identity/actions.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../kernel/api.ts';
import { selectAllKeys } from '../kernel/shortcuts/key-names.ts';
import type { ShortcutGroup } from '../kernel/shortcuts/shortcut.ts';
import { useTableShortcuts } from '../kernel/tables/use-table-shortcuts.ts';
import { projectAt } from './project/sections.ts';
import { useMay } from './use-may.ts';

/** All keys of the area that whoever is here may use, those of the page that is open first. */
export function useShortcutGroup(): ShortcutGroup {
  const isRun = useLocation({ select: ({ pathname }) => pathname.startsWith('/runs/runs/') });
  const may = useMayHere();
  const run = useRunGroup(may(runsActions.execute));
  const library = useLibraryGroup(may(runsActions.edit));
  const table = useTableGroup();
  return isRun ? { ...run, more: [library, table] } : { ...library, more: [table, run] };
}

/** What may be done in the project of the page that is open. */
function useMayHere(): (action: Action) => boolean {
  const pathname = useLocation({ select: (location) => location.pathname });
  const runId = /^\/runs\/runs\/([^/]+)/.exec(pathname)?.[1] ?? '';
  const trpc = useTRPC();
  // The page has read it.
  const { data: run } = useQuery({ ...trpc.runs.runs.get.queryOptions({ runId }), enabled: false });
  return useMay(projectAt(pathname) ?? run?.projectId ?? null);
}

function useRunGroup(mayExecute: boolean): ShortcutGroup {
  const { t } = useTranslation('runs');
  const looking = [
    { keys: ['↑', '↓'], does: t('keys.move') },
    { keys: ['→', '←'], does: t('keys.goIn') },
    { keys: ['J'], does: t('keys.nextOpen') },
  ];
  const recording = [
    { keys: ['1', 'O'], does: t('keys.ok') },
    { keys: ['2', 'F'], does: t('keys.fail') },
    { keys: ['3', 'N'], does: t('keys.na') },
    { keys: ['R'], does: t('keys.reason') },
    { keys: ['C'], does: t('keys.comment') },
    { keys: ['M'], does: t('keys.measured') },
    { keys: ['V'], does: t('keys.paste') },
    { keys: ['X', selectAllKeys()], does: t('keys.choose') },
    { keys: ['Ctrl ↵'], does: t('keys.done') },
  ];
  return { title: t('keys.title'), lines: mayExecute ? [...looking, ...recording] : looking };
}

function useLibraryGroup(mayEdit: boolean): ShortcutGroup {
  const { t } = useTranslation('runs');
  const looking = [
    { keys: ['↑', '↓', 'Home', 'End'], does: t('libraryKeys.go') },
    { keys: ['→', '←'], does: t('libraryKeys.open') },
    { keys: ['Enter', 'Space'], does: t('libraryKeys.show') },
  ];
  const editing = [
    { keys: ['F2'], does: t('libraryKeys.rename') },
    { keys: ['Alt ↑', 'Alt ↓'], does: t('libraryKeys.order') },
    { keys: ['Alt →', 'Alt ←'], does: t('libraryKeys.level') },
  ];
  return { title: t('libraryKeys.title'), lines: mayEdit ? [...looking, ...editing] : looking };
}

/** The keys of the area's lists. */
function useTableGroup(): ShortcutGroup {
  const { t } = useTranslation('runs');
  const { ready } = useTranslation('tables');
  const lines = useTableShortcuts();
  return { title: t('libraryKeys.lists'), lines: ready ? lines : [] };
}
