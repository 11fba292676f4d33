import type { lifecycleErrors } from '@atelier/lifecycle/errors/lifecycle-errors.ts';

export const en = {
  errors: {
    ERR_MIGRATION_EDITED: 'The database was set up by a different version of the program.',
    ERR_MIGRATION_MISSING: 'The database belongs to a newer version of the program.',
    ERR_MIGRATION_OUT_OF_ORDER: 'The steps that set the database up are out of order.',
    ERR_MIGRATION_UNKNOWN: 'No step with this name was applied to the database.',
    ERR_MIGRATION_STAMPED:
      'This step was adopted with its tables and cannot be taken back by dropping them.',
    ERR_MIGRATION_LOCKED: 'Others held the tables that an update of the database needs.',
    ERR_MIGRATION_IN_DOUBT:
      'An update of the database was interrupted, and an administrator must say how to go on.',
    ERR_MIGRATION_HALF_DONE: 'An update of the database is half done and has to be finished first.',
    ERR_MIGRATION_HALF_FAILED: 'An update of the database failed half way.',
    ERR_MIGRATION_HALF_BACK: 'Taking back an update of the database failed half way.',
    ERR_MIGRATION_HALF_EDITED:
      'An update of the database is half done, and its file was changed meanwhile.',
    ERR_MIGRATION_HALF_MISSING:
      'An update of the database is half done, and its file is not there any more.',
    ERR_MIGRATION_UNREADABLE: 'The file of an update of the database cannot be read.',
    ERR_RUNNER_BUSY: 'The database is being updated by another process.',
    ERR_MIGRATION_READS_DATA:
      'An update of the database decides by data and cannot be written down as a script.',
    ERR_SCRATCH_DENIED:
      'This needs a second, empty database, and the database user may not create one.',
    ERR_SCRATCH_LOST:
      'The second database that this needs was removed while it worked. Your data was not touched; try again.',
    ERR_DATABASE_STAYS: 'A database could not be removed because somebody is connected to it.',
  } satisfies Record<keyof typeof lifecycleErrors, string>,
} as const;

declare module '../../kernel/i18n/messages.ts' {
  interface Messages {
    readonly lifecycle: typeof en;
  }
}
