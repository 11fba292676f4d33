import { defineActions } from '../identity/actions.ts';

/** A collection is the house's: whoever is in it sees all of it. */
export const miniaturesActions = defineActions('miniatures', {
  read: { role: 'viewer', access: 'read' },
  write: { role: 'engineer', access: 'write' },
});
