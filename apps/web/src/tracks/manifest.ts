import { tracksActions } from '@atelier/domain/tracks/actions.ts';
import { IconRoute } from '@tabler/icons-react';
import type { AreaManifest } from '../kernel/areas.ts';

/** Learning along a road. */
export const manifest: AreaManifest = {
  id: 'tracks',
  order: 400,
  path: '/tracks',
  label: 'tracks.label',
  pages: [
    {
      to: '/tracks',
      label: 'tracks.pages.all',
      icon: IconRoute,
      exact: false,
      needs: tracksActions.read,
    },
  ],
  load: async () => (await import('./area.ts')).area,
};
