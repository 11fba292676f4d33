import { runsActions } from '@atelier/domain/runs/actions.ts';
import { IconClipboardCheck } from '@tabler/icons-react';
import type { AreaManifest } from '../kernel/areas.ts';

/** A test lab's manual process. */
export const manifest: AreaManifest = {
  id: 'runs',
  order: 200,
  path: '/runs',
  label: 'runs.label',
  pages: [
    {
      to: '/runs',
      label: 'runs.pages.projects',
      icon: IconClipboardCheck,
      exact: false,
      needs: runsActions.listProjects,
    },
  ],
  load: async () => (await import('./area.ts')).area,
};
