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
import {
  beginSecondFactor,
  disableSecondFactor,
  enableSecondFactor,
  secondFactorState,
} from './second-factor.ts';
import { signIn } from './sign-in.ts';

const { query, operation } = proceduresWith<IdentityContext>();

/**
 * Signing in and out, and one's own account. None of these is a `command`: with an idempotency key a fast hash of
 * the input is kept, and a password is in it.
 */
export const accountProcedures = {
  signIn: operation({
    needs: houseActions.enter,
    input: signInInput,
    run: (_, input, context) => signIn(context, input),
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
  changePassword: operation({
    needs: houseActions.ownAccount,
    input: changePasswordInput,
    run: (_, input, context) => changePassword(context, input),
  }),
  requestReset: operation({
    needs: houseActions.enter,
    input: requestResetInput,
    run: (_, input, context) => requestReset(context, input),
  }),
  reset: operation({
    needs: houseActions.enter,
    input: resetInput,
    run: (_, input, context) => reset(context, input),
  }),
  /** By POST, although it only reads: what is in an address stands in the logs of proxies. */
  linkInfo: operation({
    needs: houseActions.enter,
    input: linkInput,
    run: (db, { token }) => readLink(db, token),
  }),
  acceptLink: operation({
    needs: houseActions.enter,
    input: acceptLinkInput,
    run: (_, input, context) => acceptLink(context, input),
  }),
  updateProfile: operation({
    needs: houseActions.ownSettings,
    input: updateProfileInput,
    run: (_, { displayName }, context) => updateProfile(context, displayName),
  }),
  proofWays: query({
    needs: accountActions.readOwnAccount,
    run: (_, __, context) => proofWays(context),
  }),
  prove: operation({
    needs: houseActions.ownAccount,
    input: proveInput,
    run: (_, { password }, context) => prove(context, password),
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
  enableSecondFactor: operation({
    needs: houseActions.ownAccount,
    input: enableSecondFactorInput,
    run: (_, { code }, context) => enableSecondFactor(context, code),
  }),
  disableSecondFactor: operation({
    needs: houseActions.ownAccount,
    input: disableSecondFactorInput,
    run: (_, input, context) => disableSecondFactor(context, input),
  }),
};
