import { type ErrorDefinition, errorFactory } from '../kernel/errors.ts';

/** Codes of people and their roles, of API tokens, and of settings. */
export const peopleErrors = {
  ERR_USER_NOT_FOUND: { kind: 'not_found', message: 'There is nobody with this id.' },
  ERR_LAST_ADMINISTRATOR: {
    kind: 'refused',
    message: 'This would leave the house without an administrator for good.',
  },
  ERR_ROLE_NOT_IN_SCOPE: { kind: 'invalid', message: 'There is no such role in such a place.' },
  ERR_EXPIRY_PAST: { kind: 'invalid', message: 'The instant at which it ends is over already.' },
  ERR_GUEST_WITHOUT_ACCOUNT: {
    kind: 'refused',
    message: 'A guest is a browser without an account, and has no roles.',
  },
  ERR_INVITATION_NOT_FOUND: {
    kind: 'not_found',
    message: 'There is no such invitation that could still be accepted.',
  },
  ERR_TOKEN_NOT_FOUND: { kind: 'not_found', message: 'There is no such token of yours.' },
  ERR_TOKEN_LIMIT: {
    kind: 'refused',
    message: 'One person has at most 100 tokens; revoke one that is not used.',
  },
  ERR_SETTING_LIMIT: { kind: 'refused', message: 'One person has at most 500 settings.' },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal about people, tokens or settings. */
export const peopleError = errorFactory(peopleErrors);
