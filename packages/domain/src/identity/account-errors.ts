import { type ErrorDefinition, errorFactory } from '../kernel/errors.ts';

/** Codes of signing in, of links, and of one's own account. */
export const accountErrors = {
  // One for an unknown address, a wrong password and an account that was closed: nobody learns which.
  ERR_SIGN_IN_REFUSED: {
    kind: 'invalid',
    message: 'The address, or the password, is not right.',
  },
  ERR_SIGN_IN_THROTTLED: {
    kind: 'too_many',
    message: 'Too many failed attempts; `retrySeconds` says when the next one is looked at.',
  },
  ERR_SECOND_FACTOR_NEEDED: {
    kind: 'invalid',
    message: 'This account needs a code as well: of the authenticator app, or a recovery code.',
  },
  ERR_SECOND_FACTOR_WRONG: { kind: 'invalid', message: 'The code is not right, or was used.' },
  ERR_SECOND_FACTOR_SET: {
    kind: 'conflict',
    message: 'The account has an authenticator app already; remove it first.',
  },
  ERR_PROOF_NEEDED: {
    kind: 'forbidden',
    message:
      'This needs your password once more, and a code where the account has a second factor: identity.prove takes them, then repeat the request within 15 minutes.',
  },
  ERR_PASSWORD_CHANGE_NEEDED: {
    kind: 'invalid',
    message: 'The password comes from an older program: sign in with a new one beside it.',
  },
  ERR_PASSWORD_WRONG: { kind: 'invalid', message: 'The current password is not right.' },
  ERR_PASSWORD_WEAK: {
    kind: 'invalid',
    message: 'A password has 12 to 128 characters, and is none that many people have.',
  },
  ERR_EMAIL_TAKEN: { kind: 'conflict', message: 'There is an account with this address already.' },
  ERR_LINK_INVALID: {
    kind: 'invalid',
    message: 'The link was used, has expired, or was never given out.',
  },
  ERR_SESSION_NOT_FOUND: { kind: 'not_found', message: 'There is no such session of yours.' },
  ERR_REGISTRATION_CLOSED: {
    kind: 'forbidden',
    message: 'Accounts are made by invitation here.',
  },
  ERR_PROVIDER_UNAVAILABLE: {
    kind: 'unavailable',
    message: 'The provider by which people sign in does not answer as it should.',
  },
  ERR_NOT_IN_TEAM_MODE: {
    kind: 'conflict',
    message: 'Nobody signs in here: AUTH_MODE is not team.',
  },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of signing in, of a link, or about one's own account. */
export const accountError = errorFactory(accountErrors);
