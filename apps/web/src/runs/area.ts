import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';
import { selectAllKeys } from '../kernel/shortcuts/key-names.ts';
import { RecorderStart } from './execution/recorder-start.tsx';
import { createRefresher } from './refresher.ts';
import { searchRuns } from './search/search-commands.ts';

export const area: Area = {
  commands: () => [],
  search: searchRuns,
  useKeys() {},
  useShortcutGroup() {
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
  },
  createRefresher,
  waiting: async () => (await import('./waiting/runs-waiting.tsx')).RunsWaiting,
  Provider: RecorderStart,
};
