/** Of the start page; fetched with it. */
export const en = {
  opensWith: 'Opens with: {{page}}',
  nothing: 'There is nothing here for you yet',
  nothingText: 'You have an account, and no role. Ask an administrator for one.',
  notFetched: 'This part could not be loaded.',
  again: 'Try again',
} as const;

declare module '../i18n/messages.ts' {
  interface Messages {
    readonly home: typeof en;
  }
}
