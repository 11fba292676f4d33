import { defineActions } from './actions.ts';

/** What everybody may do about themselves, and administrators about everybody. */
export const houseActions = defineActions('identity', {
  /** Who am I, and what may be seen of the house before one signs in. */
  enter: { role: 'everybody', access: 'read' },
  /** One's own account: with an API token nobody gets more tokens or another password. */
  ownAccount: { role: 'signed-in', access: 'write', withoutTokens: true },
  /** Settings of one's own, such as a language or a saved view. */
  ownSettings: { role: 'signed-in', access: 'write' },
  readPeople: { role: 'admin', access: 'read' },
  managePeople: { role: 'admin', access: 'write', withoutTokens: true },
  readAudit: { role: 'admin', access: 'read' },
});
