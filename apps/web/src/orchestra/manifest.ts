import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import { IconSitemap } from '@tabler/icons-react';
import type { AreaManifest } from '../kernel/areas.ts';

/** Processes become scenario suites, which are run. */
export const manifest: AreaManifest = {
  id: 'orchestra',
  order: 300,
  path: '/orchestra',
  label: 'orchestra.label',
  pages: [
    {
      to: '/orchestra',
      label: 'orchestra.pages.suites',
      icon: IconSitemap,
      exact: false,
      needs: orchestraActions.read,
    },
  ],
  load: async () => (await import('./area.ts')).area,
};
