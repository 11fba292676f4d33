import { hasProviderAccount } from '@atelier/db/identity/provider-writes.ts';
import { noteProof } from '@atelier/db/identity/session-writes.ts';
import { findUser } from '@atelier/db/identity/user-reads.ts';
import type { ProofWays } from '@atelier/domain/identity/account.ts';
import { commit } from '../kernel/execute.ts';
import type { IdentityContext } from './context.ts';
import { providerPaths } from './provider-routes.ts';
import { requirePassword } from './require-password.ts';

/** How whoever calls can show once more who they are: an account that came by a provider may have no password. */
export async function proofWays({ db, actor, identity }: IdentityContext): Promise<ProofWays> {
  const { provider } = identity;
  const user = await findUser(db, actor.id);
  const isOfProvider = provider !== undefined && (await hasProviderAccount(db, actor.id));
  return {
    password: typeof user?.passwordHash === 'string',
    provider: isOfProvider
      ? { name: provider.name, path: `${providerPaths.start}?prove=1&next=/house/profile` }
      : null,
  };
}

/**
 * Whoever calls shows once more who they are: for a while their session may do what asks for that. Throws
 * `ERR_PASSWORD_WRONG`, `ERR_SIGN_IN_THROTTLED`.
 */
export async function prove(context: IdentityContext, password: string): Promise<void> {
  const { sessionId, identity, notifier } = context;
  await requirePassword(context, password);
  if (sessionId === null) return;
  await commit(context, { command: 'identity.prove' }, async (trx) => {
    await noteProof(trx, sessionId, new Date());
    const after = { proof: 'password' };
    const entry = {
      action: 'update',
      entity: 'session',
      id: sessionId,
      before: null,
      after,
    } as const;
    return { result: undefined, entries: [entry] };
  });
  const change = { area: 'identity', entity: 'session', ids: [sessionId] };
  // Here at once: what was refused comes again next.
  identity.changed(change);
  notifier.notify(change);
}
