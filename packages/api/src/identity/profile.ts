import { findUser } from '@atelier/db/identity/user-reads.ts';
import { setDisplayName } from '@atelier/db/identity/user-writes.ts';
import type { Me } from '@atelier/domain/identity/me.ts';
import type { IdentityContext } from './context.ts';
import { readMe } from './me.ts';
import { recorded } from './recorded.ts';

/** Says what one is called. */
export async function updateProfile(context: IdentityContext, displayName: string): Promise<Me> {
  const { db, actor, sessionId, identity, notifier } = context;
  await recorded(context, 'identity.updateProfile', async (trx) => {
    const before = await findUser(trx, actor.id);
    await setDisplayName(trx, actor.id, displayName);
    const states = { before: { displayName: before?.displayName ?? null }, after: { displayName } };
    const entry = { action: 'update', entity: 'user', id: actor.id, ...states } as const;
    return { result: undefined, entries: before?.displayName === displayName ? [] : [entry] };
  });
  notifier.notify({ area: 'identity', entity: 'user', ids: [actor.id] });
  return readMe(db, actor, sessionId, identity.mode);
}
