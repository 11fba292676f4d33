import { defineActions } from './actions.ts';

/** Whether something that is somebody's alone is there at all. */
const ownThings = defineActions('identity', {
  see: { role: 'no-role', own: true, access: 'read' },
});

/** What everybody may do about themselves, and administrators about everybody. */
export const houseActions = defineActions('identity', {
  /** Who am I, and what may be seen of the house before one signs in. */
  enter: { role: 'everybody', access: 'read' },
  /** One's own account: with an API token nobody gets more tokens or another password. */
  ownAccount: { role: 'signed-in', access: 'write', withoutTokens: true },
  /** A token is good for long after whoever made it has left: a page that was left open gives none. */
  makeTokens: { role: 'signed-in', access: 'write', withoutTokens: true, proof: 'recent' },
  /** Settings of one's own, such as a language or a saved view. */
  ownSettings: { role: 'signed-in', access: 'write' },
  /** Revoking a token, and whatever else is about one thing of one's own: of others' it is not known that it is there. */
  ownTokens: {
    role: 'no-role',
    own: true,
    access: 'write',
    withoutTokens: true,
    seenBy: ownThings.see,
  },
  readPeople: { role: 'admin', access: 'read' },
  managePeople: { role: 'admin', access: 'write', withoutTokens: true },
  /** Who may come in, and what they may: whoever finds an administrator's page open changes none of it. */
  changeAccess: { role: 'admin', access: 'write', withoutTokens: true, proof: 'recent' },
  readModels: { role: 'admin', access: 'read' },
  /** To whom the house sends what people write, and with which key. A test asks any address, so it is no less. */
  manageModels: { role: 'admin', access: 'write', withoutTokens: true, proof: 'recent' },
  readAudit: { role: 'admin', access: 'read' },
});
