import { type ErrorDefinition, errorFactory } from '@atelier/domain/kernel/errors.ts';

/** Codes of the managed database. `name` in the params is the migration's. */
export const lifecycleErrors = {
  ERR_MIGRATION_EDITED: {
    kind: 'conflict',
    message:
      'A migration file was edited after it was applied. Bring its old text back, and put the change into a new file: `git log -p -- packages/db/migrations/<name>.js`.',
  },
  ERR_MIGRATION_MISSING: {
    kind: 'conflict',
    message:
      'The database holds a migration that this version of the program does not have. Start the newer version, or bring the file back: `git log -p -- packages/db/migrations/<name>.js`.',
  },
  ERR_MIGRATION_OUT_OF_ORDER: {
    kind: 'conflict',
    message:
      'A migration file stands before one that is applied already. Give the new file a later timestamp.',
  },
  ERR_MIGRATION_UNKNOWN: {
    kind: 'not_found',
    message: 'There is no migration of this name. See: `db status`.',
  },
  ERR_MIGRATION_UNREADABLE: {
    kind: 'refused',
    message: 'A migration file cannot be loaded. Correct it.',
  },
  ERR_MIGRATION_STAMPED: {
    kind: 'conflict',
    message:
      'This migration was adopted: its tables were here before us, and taking it back would drop them. Use: `db adopt <profile> --release`.',
  },
  ERR_MIGRATION_LOCKED: {
    kind: 'unavailable',
    message:
      'Others held the tables that a migration needs, through every attempt. It was rolled back; end them or try again later.',
  },
  ERR_MIGRATION_IN_DOUBT: {
    kind: 'conflict',
    message:
      'A migration was interrupted in a statement of which nobody can tell whether it took effect. Look, then say it: `db <direction> --resolve done`, or `db <direction> --resolve again`.',
  },
  ERR_MIGRATION_HALF_DONE: {
    kind: 'conflict',
    message: 'A migration is half done. Go on where it stopped: `db <direction>`.',
  },
  ERR_MIGRATION_HALF_FAILED: {
    kind: 'conflict',
    message:
      'A migration is half done, and what comes next in it failed. Take back what is done: `db down`. Or correct what failed, the rows or the file behind the statements that are done, and go on: `db up`.',
  },
  ERR_MIGRATION_HALF_BACK: {
    kind: 'conflict',
    message:
      'A migration is half taken back, and what comes next in it failed. Correct that, the rows or the file behind the statements that are done, and go on: `db down`.',
  },
  ERR_MIGRATION_HALF_EDITED: {
    kind: 'conflict',
    message:
      'The file of a half-done migration was edited in what it has done already, so nobody can go on with it. Take back what is done: `db down`; then the file can be applied as it is now.',
  },
  ERR_MIGRATION_HALF_MISSING: {
    kind: 'conflict',
    message:
      'The file of a half-done migration is not here. Bring it back, or start the version that has it. If it is lost, let go of the migration: `db down`; what it has made stays, and is shown as drift.',
  },
  ERR_RUNNER_BUSY: {
    kind: 'unavailable',
    message: 'Another runner is migrating this database.',
  },
  ERR_MIGRATION_READS_DATA: {
    kind: 'refused',
    message:
      'A migration decides by the data it finds, so a script of it fits one database only. Run it with `db up`, or have it recorded as on an empty database: `db sql --shadow`.',
  },
  ERR_SCRATCH_DENIED: {
    kind: 'forbidden',
    message:
      'This needs a scratch database, and the role may not create one. Grant it: `ALTER ROLE <role> CREATEDB`.',
  },
  ERR_SCRATCH_LOST: {
    kind: 'unavailable',
    message:
      'The scratch database that this worked in was dropped by somebody meanwhile. The database itself was not touched; run it again.',
  },
  ERR_DATABASE_STAYS: {
    kind: 'conflict',
    message:
      'A database could not be dropped, for somebody is in it. End that session, as its own role or as a superuser, and run it again.',
  },
} as const satisfies Record<string, ErrorDefinition>;

export type LifecycleErrorCode = keyof typeof lifecycleErrors;

/** A refusal of the managed database. */
export const lifecycleError = errorFactory(lifecycleErrors);
