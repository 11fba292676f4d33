import type { accountErrors } from '@atelier/domain/identity/account-errors.ts';

export const en = {
  errors: {
    ERR_SIGN_IN_REFUSED: 'The email address or the password is not right.',
    ERR_SIGN_IN_THROTTLED: 'Too many failed attempts. Try again in {{retrySeconds, number}} s.',
    ERR_SECOND_FACTOR_NEEDED: 'Enter the code from your authenticator app, or a recovery code.',
    ERR_SECOND_FACTOR_WRONG: 'This code is not right, or has been used already.',
    ERR_SECOND_FACTOR_SET: 'Your account already has an authenticator app. Remove it first.',
    ERR_PASSWORD_WRONG: 'Your current password is not right.',
    ERR_PASSWORD_WEAK:
      'Choose a password of 10 to 200 characters that is not among the most common ones.',
    ERR_EMAIL_TAKEN: 'There is already an account with this email address.',
    ERR_LINK_INVALID: 'This link has been used or has expired. Ask for a new one.',
    ERR_SESSION_NOT_FOUND: 'This session has ended already.',
    ERR_REGISTRATION_CLOSED: 'Accounts are created by invitation here.',
    ERR_PROVIDER_UNAVAILABLE: 'The sign-in service does not answer. Try again in a moment.',
    ERR_NOT_IN_TEAM_MODE: 'Nobody has to sign in here.',
  } satisfies Record<keyof typeof accountErrors, string>,
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly 'account-errors': typeof en;
  }
}
