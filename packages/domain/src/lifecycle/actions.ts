import { defineActions } from '../identity/actions.ts';

/** The managed database is for administrators alone: its state tells much about the house. */
export const lifecycleActions = defineActions('lifecycle', {
  read: { role: 'admin', access: 'read' },
});
