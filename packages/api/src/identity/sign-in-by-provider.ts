import type { UserModel } from '@atelier/db/identity/models/user.ts';
import {
  addProviderAccount,
  lockProviderAccount,
  takeInvitationOf,
  userOfProvider,
} from '@atelier/db/identity/provider-writes.ts';
import type { SessionProof } from '@atelier/db/identity/session-writes.ts';
import { findUserByEmail } from '@atelier/db/identity/user-reads.ts';
import { noteSeen } from '@atelier/db/identity/user-writes.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import { displayNameText, emailText } from '@atelier/domain/identity/account-schemas.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import type { HouseRole } from '@atelier/domain/identity/roles.ts';
import type { Knex } from 'knex';
import { commit } from '../kernel/execute.ts';
import { becomeAccount } from './become-account.ts';
import type { IdentityContext } from './context.ts';
import type { ProviderIdentity } from './provider.ts';
import { openBrowserSession } from './signed-in.ts';
import { tellOwner } from './tell-owner.ts';

interface Known {
  readonly user: UserModel;
  readonly entries: readonly AuditEntry[];
  /** Whether the account was made now. */
  readonly isNew: boolean;
  /** Whether an account that was there can be entered by it from now on. */
  readonly isLinked: boolean;
}

/**
 * Signs a browser in by what a provider says: whoever came by it before, the account with the address that it has
 * verified, or a new one where that address was invited or registration is open. That it let them in is no proof
 * of who sits there, unless it was told to ask (`proof`). Throws `ERR_SIGN_IN_REFUSED`,
 * `ERR_REGISTRATION_CLOSED`.
 */
export async function signInByProvider(
  context: IdentityContext,
  identity: ProviderIdentity,
  proof: SessionProof | null,
): Promise<void> {
  const { user, tokens, isNew, isLinked } = await commit(
    context,
    { command: 'identity.signInByProvider' },
    async (trx) => {
      const known = await find(trx, context, identity);
      if (!known.user.isActive) throw accountError('ERR_SIGN_IN_REFUSED');
      const opened = await openBrowserSession(trx, context, known.user, proof);
      await noteSeen(trx, known.user.id);
      const entries = [...known.entries, ...opened.entries];
      const { user, isNew, isLinked } = known;
      const result = { user, isNew, isLinked, tokens: opened.tokens };
      return { result, entries, ended: opened.ended, actorId: known.user.id };
    },
  );
  const isKnown = isNew || context.client.markFor(user.id) !== undefined;
  if (isNew) context.client.takeGuestDevice();
  context.client.giveSession(user.id, tokens);
  if (isLinked) tellOwner(context, user.id, 'provider-added');
  else if (!isKnown) tellOwner(context, user.id, 'new-browser');
}

async function find(
  trx: Knex.Transaction,
  context: IdentityContext,
  identity: ProviderIdentity,
): Promise<Known> {
  // Whoever comes second at the same moment finds what the first one made.
  await lockProviderAccount(trx, identity);
  const known = await userOfProvider(trx, identity);
  if (known !== undefined) return { user: known, entries: [], isNew: false, isLinked: false };
  const email = emailText.safeParse(identity.email).data;
  // An address that nobody has verified is anybody's.
  if (email === undefined) throw accountError('ERR_SIGN_IN_REFUSED');
  const account = await findUserByEmail(trx, email);
  if (account !== undefined && !account.isActive) throw accountError('ERR_SIGN_IN_REFUSED');
  const added =
    account === undefined
      ? await make(trx, context, email, identity)
      : {
          user: account,
          entries: [linked(account.id, identity.issuer)],
          isNew: false,
          isLinked: true,
        };
  await addProviderAccount(trx, identity, added.user.id);
  return added;
}

async function make(
  trx: Knex.Transaction,
  context: IdentityContext,
  email: string,
  { name }: ProviderIdentity,
): Promise<Known> {
  const invitation = await takeInvitationOf(trx, email, new Date());
  if (invitation === undefined && context.identity.registration !== 'open') {
    throw accountError('ERR_REGISTRATION_CLOSED');
  }
  const role = (invitation?.role ?? 'viewer') as HouseRole;
  const displayName = displayNameText.safeParse(name).data ?? email.slice(0, 120);
  const rights = { role, grantedById: invitation?.createdById ?? null };
  const account = { displayName, email, passwordHash: null, ...rights };
  return { ...(await becomeAccount(trx, context, account)), isNew: true, isLinked: false };
}

function linked(id: string, issuer: string): AuditEntry {
  return { action: 'update', entity: 'user', id, before: null, after: { provider: issuer } };
}
