import { type ErrorDefinition, errorFactory } from '@atelier/domain/kernel/errors.ts';

/** Codes of the managed database. `name` in the params is the migration's. */
export const lifecycleErrors = {
  ERR_MIGRATION_EDITED: {
    kind: 'conflict',
    message:
      'A migration file was edited after it was applied. Bring its old text back (git log shows it) and put the change into a new file.',
  },
  ERR_MIGRATION_MISSING: {
    kind: 'conflict',
    message:
      'The database holds a migration that this version of the program does not have. Start the newer version, or restore the file.',
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
      'A migration was interrupted in a statement of which nobody can tell whether it took effect. Look, then say it: `db up --resolve done`, or `db up --resolve again`.',
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

/** A refusal of the managed database. */
export const lifecycleError = errorFactory(lifecycleErrors);
