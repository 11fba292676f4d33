import { randomBytes } from 'node:crypto';
import {
  confirmSecondFactor,
  countRecoveryCodes,
  dropSecondFactor,
  hasSecondFactor,
  keepSecret,
} from '@atelier/db/identity/second-factor-writes.ts';
import type { SecondFactorEnabled, SecondFactorState } from '@atelier/domain/identity/account.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import type { Commit } from '../kernel/execute.ts';
import { startAttempt } from './attempts.ts';
import type { IdentityContext } from './context.ts';
import { requirePassword } from './require-password.ts';
import { seal } from './sealed.ts';
import { appOf, newRecoveryCodes, recoveryHash, takeCode } from './second-factor-code.ts';
import { requireTeam } from './team-mode.ts';
import { tellOwner } from './tell-owner.ts';

/** Whether a code is asked for, and how many recovery codes are left. */
export async function secondFactorState({
  db,
  actor,
}: IdentityContext): Promise<SecondFactorState> {
  const enabled = await hasSecondFactor(db, actor.id);
  return { enabled, recoveryCodesLeft: enabled ? await countRecoveryCodes(db, actor.id) : 0 };
}

/**
 * A secret for an authenticator app, which counts once a code of it was shown. Throws `ERR_PASSWORD_WRONG`,
 * `ERR_SECOND_FACTOR_SET` where there is an app already, `ERR_SIGN_IN_THROTTLED`.
 */
export async function beginSecondFactor(
  context: IdentityContext,
  password: string,
): Promise<{ readonly secret: string; readonly uri: string }> {
  const { db, identity, actor } = context;
  const { email, displayName } = await requirePassword(context, password);
  const secret = randomBytes(20);
  const kept = await keepSecret(db, actor.id, seal(identity.secret, secret, actor.id));
  if (!kept) throw accountError('ERR_SECOND_FACTOR_SET');
  const app = appOf(secret, email ?? displayName);
  return { secret: app.secret.base32, uri: app.toString() };
}

/**
 * From now on a code is asked for. The recovery codes are shown now or never. Throws `ERR_SECOND_FACTOR_WRONG`,
 * `ERR_SIGN_IN_THROTTLED`.
 */
export async function enableSecondFactor(
  context: IdentityContext,
  { code }: { readonly code: string },
  commit: Commit<SecondFactorEnabled>,
): Promise<SecondFactorEnabled> {
  const { db, identity, actor } = context;
  requireTeam(identity);
  if (await hasSecondFactor(db, actor.id)) throw accountError('ERR_SECOND_FACTOR_SET');
  await requireAppCode(context, code);
  const recoveryCodes = newRecoveryCodes();
  const hashes = recoveryCodes.map((each) => recoveryHash(identity.secret, each));
  await commit(async (trx) => {
    await confirmSecondFactor(trx, actor.id, hashes);
    const kept = { recoveryCodes: null };
    return { result: undefined, kept, entries: [entryOf(actor.id, true)] };
  });
  tellOwner(context, actor.id, 'second-factor-on');
  return { recoveryCodes };

  async function requireAppCode({ actor: { id } }: IdentityContext, shown: string): Promise<void> {
    const attempt = await startAttempt(db, identity.secret, codeThrottle(id));
    if (!/^\d{6}$/.test(shown.replaceAll(' ', ''))) throw accountError('ERR_SECOND_FACTOR_WRONG');
    const isRight = await takeCode(db, identity.secret, id, shown);
    if (!isRight) throw accountError('ERR_SECOND_FACTOR_WRONG');
    await attempt.succeeded();
  }
}

/**
 * The password alone is asked for again. Throws `ERR_PASSWORD_WRONG`, `ERR_SECOND_FACTOR_WRONG`,
 * `ERR_SIGN_IN_THROTTLED`.
 */
export async function disableSecondFactor(
  context: IdentityContext,
  { password, code }: { readonly password: string; readonly code: string },
  commit: Commit<void>,
): Promise<void> {
  const { actor } = context;
  await requirePassword(context, password);
  await requireCode(context, code);
  await commit(async (trx) => {
    await dropSecondFactor(trx, actor.id);
    return { result: undefined, entries: [entryOf(actor.id, false)] };
  });
  tellOwner(context, actor.id, 'second-factor-off');
}

/**
 * Whoever calls has shown a code of their second factor. Throws `ERR_SECOND_FACTOR_WRONG`, `ERR_SIGN_IN_THROTTLED`.
 */
export async function requireCode(
  { db, identity, actor: { id } }: IdentityContext,
  code: string,
): Promise<void> {
  const attempt = await startAttempt(db, identity.secret, codeThrottle(id));
  if (!(await takeCode(db, identity.secret, id, code))) {
    throw accountError('ERR_SECOND_FACTOR_WRONG');
  }
  await attempt.succeeded();
}

function codeThrottle(userId: string) {
  return [{ kind: 'knownBrowser', value: `code ${userId}` }] as const;
}

function entryOf(id: string, enabled: boolean): AuditEntry {
  const [before, after] = [{ secondFactor: !enabled }, { secondFactor: enabled }];
  return { action: 'update', entity: 'user', id, before, after };
}
