import { linkByHash } from '@atelier/db/identity/link-reads.ts';
import { dropResetLinks, takeLink } from '@atelier/db/identity/link-writes.ts';
import { endSessions } from '@atelier/db/identity/session-writes.ts';
import { findUser, findUserByEmail } from '@atelier/db/identity/user-reads.ts';
import { setPasswordHash } from '@atelier/db/identity/user-writes.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type {
  changePasswordInput,
  requestResetInput,
  resetInput,
} from '@atelier/domain/identity/account-schemas.ts';
import { addressGroup } from '@atelier/domain/identity/address-group.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Commit } from '../kernel/execute.ts';
import { startAttempt } from './attempts.ts';
import { requireStrong } from './become-account.ts';
import type { IdentityContext } from './context.ts';
import { endOf } from './end-of.ts';
import { createLink } from './links.ts';
import { requirePassword } from './require-password.ts';
import { requireTeam } from './team-mode.ts';
import { tellOwner } from './tell-owner.ts';
import { hashOf } from './tokens.ts';

/**
 * Sets another password; all sessions but this one end. Throws `ERR_PASSWORD_WRONG`, `ERR_PASSWORD_WEAK`,
 * `ERR_SIGN_IN_THROTTLED`.
 */
export async function changePassword(
  context: IdentityContext,
  { current, next }: z.output<typeof changePasswordInput>,
  commit: Commit<void>,
): Promise<void> {
  const { identity, sessionId } = context;
  const user = await requirePassword(context, current);
  requireStrong(next, [user.email ?? '', user.displayName], 'next');
  const hash = await identity.passwords.hash(next);
  await commit(async (trx) => setPassword(trx, user.id, hash, sessionId ?? undefined));
  tellOwner(context, user.id, 'password-changed');
}

/**
 * Sends a link for a new password, if the address has an account: looked up in the background, so that neither
 * the answer nor its time says whether it has.
 */
export async function requestReset(
  { db, identity, client }: IdentityContext,
  { email, language }: z.output<typeof requestResetInput>,
): Promise<{ readonly byMail: boolean }> {
  requireTeam(identity);
  const { mailer, secret, publicUrl } = identity;
  if (mailer.canSend) {
    identity.later(async () => {
      const user = await findUserByEmail(db, email);
      if (!(await mayMail(user?.id ?? email.toLowerCase()))) return;
      if (user === undefined || !user.isActive || user.email === null) return;
      const request = { purpose: 'password-reset', userId: user.id, createdById: null } as const;
      const { url } = await createLink(db, publicUrl, request);
      mailer.send({ to: user.email, purpose: 'password-reset', url, language });
    });
  }
  return { byMail: mailer.canSend };

  /** Nobody's inbox is filled by whoever asks again and again. */
  async function mayMail(account: string): Promise<boolean> {
    try {
      await startAttempt(db, secret, [
        { kind: 'mailAccount', value: account },
        { kind: 'mailAddress', value: addressGroup(client.address) },
      ]);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}

/**
 * Sets the password that a link is for; all sessions end, and the browser counts as one of its user's. Throws
 * `ERR_LINK_INVALID`, `ERR_PASSWORD_WEAK`.
 */
export async function reset(
  context: IdentityContext,
  { token, password }: z.output<typeof resetInput>,
  commit: Commit<void>,
): Promise<void> {
  const { db, identity, client } = context;
  requireTeam(identity);
  const tokenHash = hashOf(token);
  const found = await linkByHash(db, tokenHash);
  const userId = found?.link.userId ?? null;
  const user = userId === null ? undefined : await findUser(db, userId);
  if (user === undefined || !user.isActive || found?.link.usedAt !== null) {
    throw accountError('ERR_LINK_INVALID');
  }
  if (found.link.expiresAt.getTime() <= Date.now()) throw accountError('ERR_LINK_INVALID');
  requireStrong(password, [user.email ?? '', user.displayName]);
  const hash = await identity.passwords.hash(password);
  await commit(async (trx) => {
    const link = await takeLink(trx, tokenHash, new Date());
    if (link === undefined) throw accountError('ERR_LINK_INVALID');
    return { ...(await setPassword(trx, user.id, hash)), actorId: user.id };
  });
  client.takeSession();
  client.mark(user.id);
  tellOwner(context, user.id, 'password-changed');
}

/** Sets a password: links for another one are void, and sessions end, save one. */
export async function setPassword(
  trx: Knex.Transaction,
  id: string,
  hash: string,
  except?: string,
) {
  await setPasswordHash(trx, id, hash);
  await dropResetLinks(trx, id);
  const ended = await endSessions(trx, { userId: id, except }, 'password_changed');
  const changed: AuditEntry = {
    action: 'update',
    entity: 'user',
    id,
    before: null,
    after: { password: 'changed' },
  };
  return { result: undefined, ended, entries: [changed, ...endOf(ended, 'password_changed')] };
}
