import type { UserModel } from '@atelier/db/identity/models/user.ts';
import { hasSecondFactor } from '@atelier/db/identity/second-factor-writes.ts';
import { findUserByEmail } from '@atelier/db/identity/user-reads.ts';
import { noteSeen, rehashPassword } from '@atelier/db/identity/user-writes.ts';
import { accountError } from '@atelier/domain/identity/account-errors.ts';
import type { signInInput } from '@atelier/domain/identity/account-schemas.ts';
import { addressGroup } from '@atelier/domain/identity/address-group.ts';
import { clientName } from '@atelier/domain/identity/client-name.ts';
import type { Me } from '@atelier/domain/identity/me.ts';
import type { ProofKind } from '@atelier/domain/identity/proof.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import type { z } from 'zod';
import { commit } from '../kernel/execute.ts';
import { type Attempt, signInThrottle, startAttempt } from './attempts.ts';
import { requireStrong } from './become-account.ts';
import type { IdentityContext } from './context.ts';
import { setPassword } from './own-password.ts';
import { isBcrypt } from './passwords.ts';
import { takeCode } from './second-factor-code.ts';
import { proofNow } from './sessions.ts';
import { meAfter, openBrowserSession, openProgramSession } from './signed-in.ts';
import { requireTeam } from './team-mode.ts';
import { tellOwner } from './tell-owner.ts';

type Input = z.output<typeof signInInput>;
const call = { command: 'identity.signIn' };

/**
 * Signs a browser in; of one that is new to the account its owner is told. Throws `ERR_SIGN_IN_REFUSED`,
 * `ERR_SIGN_IN_THROTTLED`, `ERR_SECOND_FACTOR_NEEDED`, `ERR_SECOND_FACTOR_WRONG`, `ERR_PASSWORD_CHANGE_NEEDED`,
 * `ERR_PASSWORD_WEAK` of the new one, `ERR_TOO_MANY_REQUESTS` while too many passwords are looked at.
 */
export async function signIn(context: IdentityContext, input: Input): Promise<Me> {
  const { user, by } = await prove(context, input);
  const isNew = context.client.markFor(user.id) === undefined;
  const { sessionId, tokens } = await commit(context, call, async (trx) => {
    const opened = await openBrowserSession(trx, context, user, proofNow(by, false));
    await noteSeen(trx, user.id);
    return { result: opened, ...opened, actorId: user.id };
  });
  context.client.giveSession(user.id, tokens);
  if (isNew) tellOwner(context, user.id, 'new-browser');
  return meAfter(context, user, sessionId);
}

/** Signs a program in: gives its token. Throws what `signIn` throws. */
export async function signInProgram(
  context: IdentityContext,
  input: Input,
): Promise<{ readonly user: UserModel; readonly token: string }> {
  const { user, by } = await prove(context, input);
  return commit(context, call, async (trx) => {
    const opened = await openProgramSession(trx, context, user, by);
    await noteSeen(trx, user.id);
    return { result: { user, token: opened.token }, ...opened, actorId: user.id };
  });
}

/**
 * The account that this is the address and the password of, and how that was shown. An unknown address costs as much
 * as a known one.
 */
async function prove(
  context: IdentityContext,
  { email, password, code, newPassword }: Input,
): Promise<{ readonly user: UserModel; readonly by: ProofKind }> {
  const { db, identity, client } = context;
  requireTeam(identity);
  const user = await findUserByEmail(db, email);
  const throttle = signInThrottle(client, email, user?.id);
  const attempt = await startAttempt(db, identity.secret, throttle);
  const isKnown = throttle.some(({ kind }) => kind === 'knownBrowser');
  const isRight = await givenBack(attempt, () =>
    identity.passwords.isRight(user?.passwordHash ?? null, password, isKnown),
  );
  if (user === undefined || !isRight || !user.isActive) {
    // Not waited for: the time of the answer would tell which addresses are known.
    if (user !== undefined) identity.later(() => refused(context, user));
    throw accountError('ERR_SIGN_IN_REFUSED');
  }
  if (user.mustChangePassword) await requireAnother(attempt, user, password, newPassword);
  const hasFactor = await proveSecond(context, user, attempt, code);
  await attempt.succeeded();
  if (user.mustChangePassword && newPassword !== undefined) {
    await change(context, user, newPassword);
  } else if (user.passwordHash !== null && isBcrypt(user.passwordHash)) {
    rehash(context, user.id, user.passwordHash, password);
  }
  return { user, by: hasFactor ? 'second_factor' : 'password' };
}

/** What was known to an older program, in plain text, opens nothing but the choice of another password. */
async function requireAnother(
  attempt: Attempt,
  { email, displayName }: UserModel,
  password: string,
  newPassword: string | undefined,
): Promise<void> {
  if (newPassword === undefined) {
    await attempt.takenBack();
    throw accountError('ERR_PASSWORD_CHANGE_NEEDED');
  }
  await givenBack(attempt, async () =>
    requireStrong(newPassword, [email ?? '', displayName, password]),
  );
}

async function change(context: IdentityContext, { id }: UserModel, password: string) {
  const hash = await context.identity.passwords.hash(password);
  await commit(context, call, async (trx) => ({
    ...(await setPassword(trx, id, hash)),
    actorId: id,
  }));
}

/** The same password is kept by our own hash from now on; nobody waits for it. */
function rehash({ db, identity }: IdentityContext, id: string, was: string, password: string) {
  identity.later(async () => {
    await rehashPassword(db, id, was, await identity.passwords.hash(password));
  });
}

/**
 * That the password was right is told by asking for the code; a wrong one counts as a wrong password does. Whether the
 * account has a second factor.
 */
async function proveSecond(
  context: IdentityContext,
  user: UserModel,
  attempt: Attempt,
  code: string | undefined,
): Promise<boolean> {
  const { db, identity } = context;
  if (!(await hasSecondFactor(db, user.id))) return false;
  if (code === undefined) {
    await attempt.takenBack();
    throw accountError('ERR_SECOND_FACTOR_NEEDED');
  }
  if (await takeCode(db, identity.secret, user.id, code)) return true;
  await refused(context, user);
  throw accountError('ERR_SECOND_FACTOR_WRONG');
}

/** Work that was not done, because too much else is, counts for nothing. */
async function givenBack<Result>(attempt: Attempt, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) await attempt.takenBack();
    throw error;
  }
}

/** Of an account alone: how many of these entries there can be is limited by its throttle. */
async function refused(context: IdentityContext, { id }: UserModel): Promise<void> {
  const { address, userAgent } = context.client;
  const after = { device: clientName(userAgent), address: addressGroup(address) };
  const entry = { action: 'sign_in_refused', entity: 'user', id, before: null, after } as const;
  await commit(context, call, async () => ({ result: undefined, entries: [entry] }));
}
