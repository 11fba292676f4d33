import { sessionOwner, sessionsOf } from '@atelier/db/identity/session-reads.ts';
import { endSessions } from '@atelier/db/identity/session-writes.ts';
import type { OwnSession } from '@atelier/domain/identity/account.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type { ResourceKind } from '../kernel/authorize.ts';
import { commit } from '../kernel/execute.ts';
import type { IdentityContext } from './context.ts';
import { endOf } from './end-of.ts';
import { sessionTimes } from './sessions.ts';
import { requireTeam } from './team-mode.ts';

/** A session is its user's: to others there is none. One that has ended can be ended again, as a repeated request does. */
export const sessionKind: ResourceKind = {
  name: 'session',
  async load(db, id) {
    const ownerId = await sessionOwner(db, id);
    return ownerId === undefined ? null : { ownerId };
  },
  missing: () => accountError('ERR_SESSION_NOT_FOUND'),
};

/** The sessions of whoever calls, the latest used first. */
export async function ownSessions({
  db,
  actor,
  sessionId,
}: IdentityContext): Promise<readonly OwnSession[]> {
  const sessions = await sessionsOf(db, actor.id);
  return sessions.map(({ id, device, createdAt, lastSeenAt }) => ({
    id,
    client: device,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    endsAt: new Date(createdAt.getTime() + sessionTimes.longestMs).toISOString(),
    current: id === sessionId,
  }));
}

/** Ends a session, which was seen to be one that the caller may end. */
export async function endSession(context: IdentityContext, id: string): Promise<void> {
  requireTeam(context.identity);
  const because = 'signed_out_elsewhere';
  await commit(context, { command: 'identity.endSession' }, async (trx) => {
    const ended = await endSessions(trx, { id }, because);
    return { result: undefined, ended, entries: endOf(ended, because) };
  });
  if (id === context.sessionId) context.client.takeSession();
}

/** Ends this session, or all of the account. */
export async function signOut(context: IdentityContext, everywhere: boolean): Promise<void> {
  const { actor, sessionId, client, identity } = context;
  requireTeam(identity);
  const which = everywhere ? { userId: actor.id } : { id: sessionId ?? '' };
  if (everywhere || sessionId !== null) {
    await commit(context, { command: 'identity.signOut' }, async (trx) => {
      const ended = await endSessions(trx, which, 'signed_out');
      return { result: undefined, ended, entries: endOf(ended, 'signed_out') };
    });
  }
  client.takeSession();
}
