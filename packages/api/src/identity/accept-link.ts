import { hasAdministrator, linkByHash } from '@atelier/db/identity/link-reads.ts';
import { lockFirstAdmin, takeLink } from '@atelier/db/identity/link-writes.ts';
import type { OneTimeLinkModel } from '@atelier/db/identity/models/one-time-link.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type { acceptLinkInput } from '@atelier/domain/identity/account-schemas.ts';
import type { Me } from '@atelier/domain/identity/me.ts';
import type { HouseRole } from '@atelier/domain/identity/roles.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Commit } from '../kernel/execute.ts';
import { becomeAccount, requireStrong } from './become-account.ts';
import type { IdentityContext } from './context.ts';
import { meAfter, openBrowserSession } from './signed-in.ts';
import { requireTeam } from './team-mode.ts';
import { hashOf } from './tokens.ts';

type Input = z.output<typeof acceptLinkInput>;

/**
 * Makes the account that a link is for, and signs its browser in. Throws `ERR_LINK_INVALID`, `ERR_EMAIL_TAKEN`,
 * `ERR_PASSWORD_WEAK`, and `ERR_VALIDATION` where the address is missing, or is not the one of the link. A
 * repetition is answered without a user: the account is there, and its browser may not be signed in.
 */
export async function acceptLink(
  context: IdentityContext,
  input: Input,
  commit: Commit<Me>,
): Promise<Me> {
  requireTeam(context.identity);
  const account = await prepareAccount(context, input);
  // The session went with the answer, as far as a repetition can know: whoever it is signs in with the password.
  const kept: Me = { mode: context.identity.mode, user: null, grants: [], sessionId: null };
  const { user, sessionId, tokens } = await commit(async (trx) => {
    const made = await account.make(trx);
    const opened = await openBrowserSession(trx, context, made.user);
    const entries = [...made.entries, ...opened.entries];
    const result = { ...made, ...opened };
    return { result, kept, ended: opened.ended, entries, actorId: made.user.id };
  });
  context.client.takeGuestDevice();
  context.client.giveSession(user.id, tokens);
  return meAfter(context, user, sessionId);
}

/** Looks at the link and hashes the password, before there is a transaction that would wait for it. */
export async function prepareAccount(
  context: IdentityContext,
  { token, displayName, email: given, password }: Input,
) {
  const { db, identity } = context;
  const found = await linkByHash(db, hashOf(token));
  if (found === undefined || !isGood(found.link)) throw accountError('ERR_LINK_INVALID');
  const email = addressFor(found.link, given);
  requireStrong(password, [email, displayName]);
  const passwordHash = await identity.passwords.hash(password);
  return {
    make: async (trx: Knex.Transaction) => {
      const { role, createdById } = await take(trx, token);
      const rights = { role: role as HouseRole, grantedById: createdById };
      return becomeAccount(trx, context, { displayName, email, passwordHash, ...rights });
    },
  };
}

function isGood({ purpose, usedAt, expiresAt }: OneTimeLinkModel): boolean {
  return purpose !== 'password-reset' && usedAt === null && expiresAt.getTime() > Date.now();
}

/** An invitation that names somebody is theirs. */
function addressFor({ email }: OneTimeLinkModel, given: string | undefined): string {
  const address = email ?? given;
  if (address === undefined) throw kernelError('ERR_VALIDATION', { field: 'email' });
  if (given !== undefined && given.toLowerCase() !== address.toLowerCase()) {
    throw kernelError('ERR_VALIDATION', { field: 'email' });
  }
  return address;
}

async function take(trx: Knex.Transaction, token: string) {
  const link = await takeLink(trx, hashOf(token), new Date());
  if (link === undefined) throw accountError('ERR_LINK_INVALID');
  if (link.purpose !== 'first-admin') return link;
  // Two of these links may be out: whoever comes second finds an administrator.
  await lockFirstAdmin(trx);
  if (await hasAdministrator(trx)) throw accountError('ERR_LINK_INVALID');
  return { ...link, role: 'admin' };
}
