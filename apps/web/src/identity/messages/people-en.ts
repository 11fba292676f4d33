import type { peopleErrors } from '@atelier/domain/identity/people-errors.ts';

export const en = {
  errors: {
    ERR_USER_NOT_FOUND: 'This person is not here any more.',
    ERR_LAST_ADMINISTRATOR:
      'Atelier would be left without an administrator. Make somebody else an administrator first, without an end date.',
    ERR_ROLE_NOT_IN_SCOPE: 'There is no such role here.',
    ERR_EXPIRY_PAST: 'The end has to be in the future.',
    ERR_GUEST_WITHOUT_ACCOUNT: 'A guest has no account, and so no roles.',
    ERR_INVITATION_NOT_FOUND: 'This invitation was accepted, has expired, or was taken back.',
    ERR_TOKEN_NOT_FOUND: 'You have no such token any more.',
    ERR_TOKEN_LIMIT: 'You can have at most {{limit, number}} tokens. Revoke one that is not used.',
    ERR_SETTING_LIMIT: 'You can have at most {{limit, number}} settings.',
  } satisfies Record<keyof typeof peopleErrors, string>,
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly people: typeof en;
  }
}
