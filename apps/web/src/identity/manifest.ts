import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { IconHistory, IconMessageChatbot, IconUsers } from '@tabler/icons-react';
import type { AreaManifest } from '../kernel/areas.ts';

/** Who is here, and what they did. */
export const manifest: AreaManifest = {
  id: 'identity',
  order: 900,
  path: '/house',
  label: 'identity.label',
  pages: [
    {
      to: '/house/people',
      label: 'identity.pages.people',
      icon: IconUsers,
      exact: false,
      needs: houseActions.readPeople,
      forTeam: true,
    },
    {
      to: '/house/models',
      label: 'identity.pages.models',
      icon: IconMessageChatbot,
      exact: false,
      needs: houseActions.readModels,
    },
    {
      to: '/house/audit',
      label: 'identity.pages.audit',
      icon: IconHistory,
      exact: false,
      needs: houseActions.readAudit,
    },
  ],
  load: async () => (await import('./area.ts')).area,
};
