import { lifecycleActions } from '@atelier/domain/lifecycle/actions.ts';
import { IconDatabase } from '@tabler/icons-react';
import type { AreaManifest } from '../kernel/areas.ts';

/** The managed database. */
export const manifest: AreaManifest = {
  id: 'lifecycle',
  order: 1000,
  path: '/database',
  label: 'lifecycle.label',
  pages: [
    {
      to: '/database',
      label: 'lifecycle.pages.database',
      icon: IconDatabase,
      exact: true,
      needs: lifecycleActions.read,
    },
  ],
  load: async () => (await import('./area.ts')).area,
};
