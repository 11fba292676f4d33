import { findUser } from '@atelier/db/identity/user-reads.ts';
import { setDisplayName } from '@atelier/db/identity/user-writes.ts';
import type { Me } from '@atelier/domain/identity/me.ts';
import type { Commit } from '../kernel/execute.ts';
import type { IdentityContext } from './context.ts';
import { readMe } from './me.ts';

/** Says what one is called. */
export async function updateProfile(
  { actor, sessionId, identity, notifier }: IdentityContext,
  { displayName }: { readonly displayName: string },
  commit: Commit<Me>,
): Promise<Me> {
  const me = await commit(async (trx) => {
    const before = await findUser(trx, actor.id);
    await setDisplayName(trx, actor.id, displayName);
    const states = { before: { displayName: before?.displayName ?? null }, after: { displayName } };
    const entry = { action: 'update', entity: 'user', id: actor.id, ...states } as const;
    const result = await readMe(trx, actor, sessionId, identity.mode);
    const entries = before?.displayName === displayName ? [] : [entry];
    return { result, kept: result, entries };
  });
  notifier.notify({ area: 'identity', entity: 'user', ids: [actor.id] });
  return me;
}
