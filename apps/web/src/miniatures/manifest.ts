import { miniaturesActions } from '@atelier/domain/miniatures/actions.ts';
import { IconArrowsExchange, IconChartAreaLine, IconLayoutList } from '@tabler/icons-react';
import type { AreaManifest } from '../kernel/areas.ts';

const { read } = miniaturesActions;

export const manifest: AreaManifest = {
  id: 'miniatures',
  order: 100,
  path: '/miniatures',
  label: 'miniatures.label',
  pages: [
    {
      to: '/miniatures',
      label: 'miniatures.pages.collection',
      icon: IconLayoutList,
      exact: true,
      needs: read,
    },
    {
      to: '/miniatures/statistics',
      label: 'miniatures.pages.statistics',
      icon: IconChartAreaLine,
      exact: false,
      needs: read,
    },
    {
      to: '/miniatures/exchange',
      label: 'miniatures.pages.exchange',
      icon: IconArrowsExchange,
      exact: false,
      needs: read,
    },
  ],
  load: async () => (await import('./area.ts')).area,
};
