import type { UserModel } from '@atelier/db/identity/models/user.ts';
import { findUser } from '@atelier/db/identity/user-reads.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import { startAttempt } from './attempts.ts';
import type { IdentityContext } from './context.ts';
import { requireTeam } from './team-mode.ts';

/**
 * Gives whoever calls, who has shown that they know their password. Throws `ERR_PASSWORD_WRONG`,
 * `ERR_SIGN_IN_THROTTLED`.
 */
export async function requirePassword(
  { db, identity, actor }: IdentityContext,
  password: string,
): Promise<UserModel> {
  requireTeam(identity);
  const user = await findUser(db, actor.id);
  const throttle = [{ kind: 'knownBrowser', value: `password ${actor.id}` }] as const;
  const attempt = await startAttempt(db, identity.secret, throttle);
  const isRight = await identity.passwords.isRight(user?.passwordHash ?? null, password, true);
  if (user === undefined || !isRight) throw accountError('ERR_PASSWORD_WRONG');
  await attempt.succeeded();
  return user;
}
