import type { fileErrors } from '@atelier/domain/identity/files/file-errors.ts';

export const en = {
  choose_one: 'Choose a file',
  choose_other: 'Choose files',
  hint: 'Or drop or paste here. {{types}}, up to {{size}} each.',
  drop: 'Drop to attach',
  attached: 'Attached files',
  waiting: 'Waiting',
  sending: '{{percent}} of {{size}}',
  working: 'Being stored…',
  cancelled: 'Cancelled',
  cancel: 'Cancel {{name}}',
  retry: 'Try again',
  retryNamed: 'Try again: {{name}}',
  dismiss: 'Take {{name}} off the list',
  remove: 'Remove {{name}}',
  preview: 'Look at {{name}}',
  download: 'Save {{name}}',
  progress: 'How much of {{name}} is sent',
  save: 'Save the file',
  said: {
    attached: '{{name}} is attached.',
    failed: '{{name}}: {{reason}}',
    cancelled: '{{name}} was cancelled.',
    removed: '{{name}} was removed.',
  },
  picture: {
    label: 'Profile picture',
    alt: 'Profile picture of {{name}}',
  },
  errors: {
    ERR_FILE_NOT_FOUND: 'This file does not exist any more.',
    ERR_FILE_LOST: 'What this file held is no longer stored. An administrator can look into it.',
    ERR_FILE_USE_UNKNOWN: 'No files are kept here.',
    ERR_FILE_THING_UNKNOWN: 'What this file was to be attached to does not exist any more.',
    ERR_FILE_ABSENT: 'There was no file in what was sent.',
    ERR_FILE_EMPTY: 'The file is empty.',
    ERR_FILE_TYPE_REFUSED: 'Files of this kind are not taken here.',
    ERR_FILE_DAMAGED: 'This picture cannot be read. It may be damaged.',
    ERR_FILE_TOO_MANY_PIXELS: 'This picture has too many pixels. Please make it smaller.',
    ERR_FILE_TOO_LARGE: 'The file is too large.',
    ERR_FILE_THING_FULL: 'No more files fit in here. Remove one first.',
    ERR_FILE_USER_FULL: 'You have no room left for this file. Remove some of your files first.',
    ERR_FILE_CUT_OFF: 'The file did not arrive as a whole. Please try again.',
    ERR_FILE_TOO_SLOW: 'The connection was too slow for this file. Please try again.',
    ERR_FILE_STORE_ADDRESS: 'Files cannot be stored or read: an administrator has to look at it.',
    ERR_FILE_STORE_UNAVAILABLE:
      'Files cannot be stored or read at the moment. Please try again later.',
  } satisfies Record<keyof typeof fileErrors, string>,
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly files: typeof en;
  }
}
