import { useTranslation } from 'react-i18next';
import type { Area } from '../kernel/areas.ts';
import { createRefresher } from './refresher.ts';

export const area: Area = {
  commands: () => [],
  useKeys() {},
  useShortcutGroup() {
    const { t } = useTranslation('areas');
    return { title: t('orchestra.label'), lines: [] };
  },
  createRefresher,
  Provider: ({ children }) => children,
};
