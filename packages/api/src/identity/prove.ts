import { hasProviderAccount } from '@atelier/db/identity/provider-writes.ts';
import { hasSecondFactor } from '@atelier/db/identity/second-factor-writes.ts';
import { noteProof } from '@atelier/db/identity/session-writes.ts';
import { findUser } from '@atelier/db/identity/user-reads.ts';
import type { ProofWays } from '@atelier/domain/identity/account.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type { proveInput } from '@atelier/domain/identity/account-schemas.ts';
import type { ProofKind } from '@atelier/domain/identity/proof.ts';
import type { z } from 'zod';
import { commit } from '../kernel/execute.ts';
import type { IdentityContext } from './context.ts';
import { providerPaths } from './provider-routes.ts';
import { requirePassword } from './require-password.ts';
import { requireCode } from './second-factor.ts';
import { proofNow } from './sessions.ts';

type Input = z.output<typeof proveInput>;

/** How whoever calls can show once more who they are: an account that came by a provider may have no password. */
export async function proofWays({ db, actor, identity }: IdentityContext): Promise<ProofWays> {
  const { provider } = identity;
  const user = await findUser(db, actor.id);
  const isOfProvider = provider !== undefined && (await hasProviderAccount(db, actor.id));
  const password = typeof user?.passwordHash === 'string';
  return {
    password,
    code: password && (await hasSecondFactor(db, actor.id)),
    provider: isOfProvider
      ? { name: provider.name, path: `${providerPaths.start}?prove=1&next=/house/profile` }
      : null,
  };
}

/**
 * Whoever calls shows once more who they are, with all that their account asks for when they sign in: for a while
 * their session may do what asks for that. Throws `ERR_PASSWORD_WRONG`, `ERR_SECOND_FACTOR_NEEDED`,
 * `ERR_SECOND_FACTOR_WRONG`, `ERR_SIGN_IN_THROTTLED`.
 */
export async function prove(context: IdentityContext, input: Input): Promise<void> {
  const { sessionId, identity, notifier } = context;
  const by = await shown(context, input);
  if (sessionId === null) return;
  await commit(context, { command: 'identity.prove' }, async (trx) => {
    await noteProof(trx, sessionId, proofNow(by, true));
    const after = { proof: by };
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

/** A code is asked for behind the password: nobody else learns whether there is an app, or uses up its codes. */
async function shown(context: IdentityContext, { password, code }: Input): Promise<ProofKind> {
  await requirePassword(context, password);
  if (!(await hasSecondFactor(context.db, context.actor.id))) return 'password';
  if (code === undefined) throw accountError('ERR_SECOND_FACTOR_NEEDED');
  await requireCode(context, code);
  return 'second_factor';
}
