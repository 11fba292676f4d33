import type { UserModel } from '@atelier/db/identity/models/user.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type { signUpInput } from '@atelier/domain/identity/account-schemas.ts';
import { addressGroup } from '@atelier/domain/identity/address-group.ts';
import type { Me } from '@atelier/domain/identity/me.ts';
import type { z } from 'zod';
import { commit } from '../kernel/execute.ts';
import { prepareAccount } from './accept-link.ts';
import { startAttempt } from './attempts.ts';
import { becomeAccount, requireStrong } from './become-account.ts';
import type { IdentityContext } from './context.ts';
import { meAfter, openBrowserSession, openProgramSession } from './signed-in.ts';
import { requireTeam } from './team-mode.ts';

export interface Registration {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** What the link of an invitation has behind its `#`. */
  readonly invitation?: string | undefined;
}

/**
 * Makes an account for a program's user, and a session of it: with an invitation, or where AUTH_REGISTRATION=open
 * lets whoever comes in, as a viewer. Throws `ERR_REGISTRATION_CLOSED`, `ERR_EMAIL_TAKEN`, `ERR_LINK_INVALID`,
 * `ERR_PASSWORD_WEAK`, `ERR_SIGN_IN_THROTTLED` after many from one address.
 */
export async function register(
  context: IdentityContext,
  { name: displayName, email, password, invitation: token }: Registration,
): Promise<{ readonly user: UserModel; readonly token: string }> {
  requireTeam(context.identity);
  const account =
    token === undefined
      ? await openAccount(context, { displayName, email, password })
      : await prepareAccount(context, { token, displayName, email, password });
  return commit(context, { command: 'identity.register' }, async (trx) => {
    const { user, entries } = await account.make(trx);
    const opened = await openProgramSession(trx, context, user);
    const result = { user, token: opened.token };
    return { result, entries: [...entries, ...opened.entries], actorId: user.id };
  });
}

/**
 * The same for whoever comes with a browser, which is signed in: only where AUTH_REGISTRATION=open. Throws what
 * `register` throws, `ERR_LINK_INVALID` aside.
 */
export async function signUp(
  context: IdentityContext,
  input: z.output<typeof signUpInput>,
): Promise<Me> {
  requireTeam(context.identity);
  const account = await openAccount(context, input);
  const call = { command: 'identity.signUp' };
  const { user, sessionId, tokens } = await commit(context, call, async (trx) => {
    const made = await account.make(trx);
    const opened = await openBrowserSession(trx, context, made.user);
    const entries = [...made.entries, ...opened.entries];
    const result = { ...made, ...opened };
    return { result, ended: opened.ended, entries, actorId: made.user.id };
  });
  context.client.takeGuestDevice();
  context.client.giveSession(user.id, tokens);
  return meAfter(context, user, sessionId);
}

async function openAccount(
  context: IdentityContext,
  account: { readonly displayName: string; readonly email: string; readonly password: string },
): Promise<Awaited<ReturnType<typeof prepareAccount>>> {
  const { db, identity, client } = context;
  if (identity.registration !== 'open') throw accountError('ERR_REGISTRATION_CLOSED');
  const { displayName, email, password } = account;
  requireStrong(password, [email, displayName]);
  await startAttempt(db, identity.secret, [
    { kind: 'register', value: addressGroup(client.address) },
  ]);
  const passwordHash = await identity.passwords.hash(password, false);
  const rights = { role: 'viewer', grantedById: null } as const;
  return {
    make: (trx) => becomeAccount(trx, context, { displayName, email, passwordHash, ...rights }),
  };
}
