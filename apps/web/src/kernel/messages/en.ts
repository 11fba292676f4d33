import type { kernelErrors } from '@atelier/domain/kernel/errors.ts';

type ErrorCode = keyof typeof kernelErrors | 'ERR_OFFLINE';

/** English is the source of keys and types; `ru.ts` must follow. */
export const en = {
  name: 'Atelier',
  title: '{{page}} · Atelier',
  skip: 'Skip to content',
  navigation: 'Main navigation',
  openNavigation: 'Open navigation',
  closeNavigation: 'Close navigation',
  start: 'Start',
  close: 'Close',
  notices: 'Notices',
  cancel: 'Cancel',
  save: 'Save',
  language: 'Language',
  languages: { en: 'English', ru: 'Русский' },
  theme: 'Theme',
  themes: { light: 'Light', dark: 'Dark', auto: 'Same as system' },
  connection: {
    live: 'Connected',
    connecting: 'Connecting…',
    lost: 'Connection lost, reconnecting…',
    lostHint: 'What you change waits here and is saved when the connection is back.',
  },
  undo: 'Undo',
  waiting: {
    text_one:
      '{{count, number}} change is not saved yet. It is sent again as soon as the server answers.',
    text_other:
      '{{count, number}} changes are not saved yet. They are sent again as soon as the server answers.',
    giveUp: 'Discard',
    sure_one: 'Discard {{count, number}} unsaved change?',
    sure_other: 'Discard {{count, number}} unsaved changes?',
    keep: 'Keep waiting',
    saved_one: '{{count, number}} change that was waiting is saved now.',
    saved_other: '{{count, number}} changes that were waiting are saved now.',
    givenUp_one:
      '{{count, number}} unsaved change was discarded. If it had reached the server after all, it will show again.',
    givenUp_other:
      '{{count, number}} unsaved changes were discarded. If the first had reached the server after all, it will show again.',
    refused_one: '{{count, number}} change could not be saved and was taken back:',
    refused_other: '{{count, number}} changes could not be saved and were taken back:',
    refusal: '{{what}} – {{reason}}',
    andMore_one: 'and {{count, number}} more',
    andMore_other: 'and {{count, number}} more',
    mark: 'Not saved yet',
    markHint: 'The server has not confirmed this change yet.',
    undo: 'This is not saved yet. Once it is, it can be undone.',
  },
  palette: {
    open: 'Jump to…',
    label: 'Commands',
    placeholder: 'Type a command or a name…',
    empty: 'Nothing matches “{{query}}”.',
    results_one: '{{count, number}} result',
    results_other: '{{count, number}} results',
    goTo: 'Go to',
    appearance: 'Appearance and language',
    help: 'Help',
    languageTo: 'Language: {{language}}',
    themeTo: 'Theme: {{theme}}',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    everywhere: 'Everywhere',
    palette: 'Commands',
    help: 'Keyboard shortcuts',
    close: 'Close a dialog or menu',
    or: 'or',
  },
  quantity: {
    less: 'One less',
    more: 'One more',
    all: 'All',
    bounds: 'Enter a whole number from {{min, number}} to {{max, number}}.',
    only: 'Only {{max, number}} can be entered here.',
  },
  chart: {
    table: 'Show as a table',
    chart: 'Show as a chart',
  },
  failure: {
    title: 'This page could not be shown',
    retry: 'Try again',
    home: 'Go to the start page',
    code: 'Code: {{code}}',
  },
  notFound: {
    title: 'Page not found',
    text: 'The link may be old or mistyped.',
  },
  errors: {
    ERR_VALIDATION: 'Something you entered is not valid. Please check it.',
    ERR_UNAUTHENTICATED: 'Please sign in first.',
    ERR_FORBIDDEN: 'You are not allowed to do this.',
    ERR_ORIGIN_REFUSED:
      "The server does not accept requests from this address. Whoever runs it can allow them in the setting ALLOWED_ORIGINS: the server's log names the value, where there is one. Allow only addresses that you know.",
    ERR_NOT_FOUND: 'Nothing was found at this address.',
    ERR_METHOD_NOT_ALLOWED: 'The server cannot do this at this address.',
    ERR_UNSUPPORTED_MEDIA_TYPE: 'The server does not understand this kind of data.',
    ERR_PAYLOAD_TOO_LARGE: 'This is too large to send.',
    ERR_REQUEST_TIMEOUT: 'This took too long to send.',
    ERR_TOO_MANY_REQUESTS: 'Too many are asking for this at once. Try again in a moment.',
    ERR_IDEMPOTENCY_KEY_REUSED: 'This request was already used for a different action.',
    ERR_BUSY: 'Someone else is changing this at the moment. Try again.',
    ERR_READ_ONLY: 'The database takes no changes at the moment. Try again later.',
    ERR_UNAVAILABLE: 'The database is not responding. Try again in a moment.',
    ERR_INTERNAL: 'Something went wrong on the server.',
    ERR_OFFLINE: 'The server is not responding. Is it still running?',
  } satisfies Record<ErrorCode, string>,
} as const;

declare module '../i18n/messages.ts' {
  interface Messages {
    readonly kernel: typeof en;
  }
}
