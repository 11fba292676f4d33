import { defineActions } from './actions.ts';

/** What is read of one's own account, with a token as well. */
export const accountActions = defineActions('identity', {
  readOwnAccount: { role: 'signed-in', access: 'read' },
});

const { seeSession } = defineActions('identity', {
  seeSession: { role: 'admin', own: true, access: 'read' },
});

/** Sessions are their users', and administrators may end them. */
export const sessionActions = defineActions('identity', {
  endSession: {
    role: 'admin',
    own: true,
    access: 'write',
    withoutTokens: true,
    proof: 'recent',
    seenBy: seeSession,
  },
});
