import { useTranslation } from 'react-i18next';
import { selectAllKeys } from '../shortcuts/key-names.ts';
import type { ShortcutLine } from '../shortcuts/shortcut.ts';

/** The keys of a {@link DataGrid}, for the keyboard help of an area that has one. */
export function useTableShortcuts(): readonly ShortcutLine[] {
  const { t } = useTranslation('tables');
  return [
    { keys: ['/'], does: t('keys.search') },
    { keys: ['↓', '↑'], does: t('keys.move') },
    { keys: ['Home', 'End'], does: t('keys.ends') },
    { keys: ['Enter'], does: t('keys.open') },
    { keys: ['Space'], does: t('keys.select') },
    { keys: ['Shift Space'], does: t('keys.range') },
    { keys: [selectAllKeys()], does: t('keys.all') },
    { keys: ['Esc'], does: t('keys.none') },
  ];
}
