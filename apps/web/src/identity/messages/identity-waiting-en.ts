/** Of the area's part of the start page; fetched with it. */
export const en = {
  nobody: 'Nobody waits for you',
  withoutRole_one: '{{count, number}} person waits for a role',
  withoutRole_other: '{{count, number}} people wait for a role',
  withoutRoleText: 'They have an account, and may do nothing yet.',
  invitations_one: '{{count, number}} invitation is not accepted yet',
  invitations_other: '{{count, number}} invitations are not accepted yet',
  secondFactor: 'Your password alone is asked for',
  secondFactorText: 'With a second factor, a stolen password is not enough to sign in.',
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly 'identity-waiting': typeof en;
  }
}
