import { defineActions } from './actions.ts';

/** The live stream: each may listen, and is told what they may see. */
export const liveActions = defineActions('live', {
  listen: { role: 'signed-in', access: 'read' },
});
