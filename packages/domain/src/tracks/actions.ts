import { defineActions } from '../identity/actions.ts';

const { readSession } = defineActions('tracks', {
  readSession: { role: 'no-role', own: true, access: 'read' },
});

/**
 * Tracks are the house's: everybody with a role learns along them, and engineers make them. What somebody does on a
 * track is their own, and no role opens it: to others there is no such session.
 */
export const tracksActions = {
  ...defineActions('tracks', {
    read: { role: 'viewer', access: 'read' },
    /** Begins a session of one's own. */
    learn: { role: 'viewer', access: 'write' },
    /** Makes, changes and archives tracks and their roadmaps. */
    edit: { role: 'engineer', access: 'write' },
    /** Says something, ticks a step off, writes in the synopsis. */
    changeSession: { role: 'no-role', own: true, access: 'write', seenBy: readSession },
  }),
  readSession: { ...readSession, seenBy: readSession },
};
