import { mergeGuest } from '@atelier/db/identity/merge-guest.ts';
import type { UserModel } from '@atelier/db/identity/models/user.ts';
import { addAccount, type NewAccount } from '@atelier/db/identity/user-writes.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import { passwordFault } from '@atelier/domain/identity/password.ts';
import type { Knex } from 'knex';
import type { IdentityContext } from './context.ts';

/** Throws `ERR_PASSWORD_WEAK` for one that may not be set; `field` is where a form has it. */
export function requireStrong(
  password: string,
  about: readonly string[],
  field = 'password',
): void {
  const reason = passwordFault(password, about);
  if (reason !== null) throw accountError('ERR_PASSWORD_WEAK', { reason, field });
}

/**
 * Makes an account, to which goes what the guest of this browser has: known by the cookie that we signed, and
 * by nothing that is sent besides. Throws `ERR_EMAIL_TAKEN`.
 */
export async function becomeAccount(
  trx: Knex.Transaction,
  { client }: IdentityContext,
  account: NewAccount,
): Promise<{ readonly user: UserModel; readonly entries: readonly AuditEntry[] }> {
  const user = await addAccount(trx, account);
  if (user === undefined) throw accountError('ERR_EMAIL_TAKEN', { field: 'email' });
  const { id, displayName, email } = user;
  const device = client.guestDevice();
  const merged = device === undefined ? undefined : await mergeGuest(trx, device, id);
  const state = { displayName, email, role: account.role };
  const created: AuditEntry = {
    action: 'create',
    entity: 'user',
    id,
    before: null,
    after:
      merged === undefined ? state : { ...state, guest: merged.guestId, merged: merged.tables },
  };
  return { user, entries: [created] };
}
