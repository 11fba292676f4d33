import type { SignInOptions } from '@atelier/domain/identity/account.ts';
import { accountActions, sessionActions } from '@atelier/domain/identity/account-actions.ts';
import {
  acceptLinkInput,
  beginSecondFactorInput,
  changePasswordInput,
  disableSecondFactorInput,
  enableSecondFactorInput,
  linkInput,
  proveInput,
  requestResetInput,
  resetInput,
  sessionInput,
  signInInput,
  signOutInput,
  signUpInput,
  updateProfileInput,
} from '@atelier/domain/identity/account-schemas.ts';
import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { proceduresWith } from '../kernel/command.ts';
import { acceptLink } from './accept-link.ts';
import type { IdentityContext } from './context.ts';
import { readLink } from './links.ts';
import { changePassword, requestReset, reset } from './own-password.ts';
import { endSession, ownSessions, sessionKind, signOut } from './own-sessions.ts';
import { updateProfile } from './profile.ts';
import { proofWays, prove } from './prove.ts';
import { providerPaths } from './provider-routes.ts';
import { signUp } from './register.ts';
import {
  beginSecondFactor,
  disableSecondFactor,
  enableSecondFactor,
  secondFactorState,
} from './second-factor.ts';
import { signIn } from './sign-in.ts';
import { hashOf } from './tokens.ts';

const { query, operation, commandAround } = proceduresWith<IdentityContext>();

/** What is kept of a password for an idempotency key is a hash that this house alone can compute. */
const secret = ({ identity }: IdentityContext) => identity.secret;
/** Whoever has a link is nobody yet, and may be somebody when they repeat what they did with it. */
const owner = ({ token }: { readonly token: string }) => `link:${hashOf(token).toString('hex')}`;

/**
 * Signing in and out, and one's own account. What would be refused when it is repeated is a command; the rest may be
 * repeated as it is: who signs in again has another session, who signs out again is out.
 */
export const accountProcedures = {
  signIn: operation({
    needs: houseActions.enter,
    input: signInInput,
    run: (_, input, context) => signIn(context, input),
  }),
  signUp: operation({
    needs: houseActions.enter,
    input: signUpInput,
    run: (_, input, context) => signUp(context, input),
  }),
  /** What the page to sign in offers. */
  signInOptions: query({
    needs: houseActions.enter,
    run: (
      _,
      __,
      { identity: { provider, mailer, registration = 'invitation' } },
    ): SignInOptions => ({
      provider: provider === undefined ? null : { name: provider.name, path: providerPaths.start },
      canMail: mailer.canSend,
      registration,
    }),
  }),
  signOut: operation({
    needs: houseActions.ownAccount,
    input: signOutInput,
    run: (_, { everywhere }, context) => signOut(context, everywhere),
  }),
  sessions: query({
    needs: accountActions.readOwnAccount,
    run: (_, __, context) => ownSessions(context),
  }),
  endSession: operation({
    needs: sessionActions.endSession,
    about: { kind: sessionKind, by: 'id' },
    input: sessionInput,
    run: (_, { id }, context) => endSession(context, id),
  }),
  changePassword: commandAround({
    needs: houseActions.ownAccount,
    input: changePasswordInput,
    secret,
    run: changePassword,
  }),
  requestReset: operation({
    needs: houseActions.enter,
    input: requestResetInput,
    run: (_, input, context) => requestReset(context, input),
  }),
  reset: commandAround({
    needs: houseActions.enter,
    input: resetInput,
    secret,
    owner,
    run: reset,
  }),
  /** By POST, although it only reads: what is in an address stands in the logs of proxies. */
  linkInfo: operation({
    needs: houseActions.enter,
    input: linkInput,
    run: (db, { token }) => readLink(db, token),
  }),
  acceptLink: commandAround({
    needs: houseActions.enter,
    input: acceptLinkInput,
    secret,
    owner,
    run: acceptLink,
  }),
  updateProfile: commandAround({
    needs: houseActions.ownSettings,
    input: updateProfileInput,
    run: updateProfile,
  }),
  proofWays: query({
    needs: accountActions.readOwnAccount,
    run: (_, __, context) => proofWays(context),
  }),
  prove: operation({
    needs: houseActions.ownAccount,
    input: proveInput,
    run: (_, input, context) => prove(context, input),
  }),
  secondFactor: query({
    needs: accountActions.readOwnAccount,
    run: (_, __, context) => secondFactorState(context),
  }),
  beginSecondFactor: operation({
    needs: houseActions.ownAccount,
    input: beginSecondFactorInput,
    run: (_, { password }, context) => beginSecondFactor(context, password),
  }),
  enableSecondFactor: commandAround({
    needs: houseActions.ownAccount,
    input: enableSecondFactorInput,
    secret,
    run: enableSecondFactor,
  }),
  disableSecondFactor: commandAround({
    needs: houseActions.ownAccount,
    input: disableSecondFactorInput,
    secret,
    run: disableSecondFactor,
  }),
};
