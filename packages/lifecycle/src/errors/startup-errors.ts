import { type ErrorDefinition, errorFactory } from '@atelier/domain/kernel/errors.ts';

/**
 * Why the program cannot start. The reasons are printed on the terminal, first the message and then the
 * params, and never reach the web app: it does not run yet.
 */
export const startupErrors = {
  ERR_SETTING_INVALID: { kind: 'invalid', message: 'A setting is not understood.' },
  ERR_FILE_ENCODING: {
    kind: 'invalid',
    message: 'A file is not in UTF-8, so none of it was read. Save it as UTF-8 in your editor.',
  },
  ERR_FILE_UNEXPECTED: {
    kind: 'invalid',
    message:
      'A file or folder is not named as those beside it must be. Rename it, or move it elsewhere; nothing was done.',
  },
  ERR_NOBODY_SIGNS_IN: {
    kind: 'forbidden',
    message:
      'Others could reach it on this address, and nobody has to sign in. Set AUTH_MODE=team, and each has an account; or AUTH_MODE=open, and everybody who reaches it may do everything; or let it listen on this machine alone (HOST=127.0.0.1).',
  },
  ERR_PORT_TAKEN: {
    kind: 'conflict',
    message: 'Another program listens on this address. Set PORT to a free one.',
  },
  ERR_DATA_FOLDER_IN_USE: {
    kind: 'conflict',
    message: 'Another Atelier is running on this data folder.',
  },
  ERR_DATA_FOLDER_DENIED: {
    kind: 'forbidden',
    message:
      'The data folder cannot be made or used. Is it a folder, and was it made by this user, or by another one or root? Set ATELIER_DATA_DIR to one that this user may write to.',
  },
  ERR_DATA_FOLDER_INCOMPLETE: {
    kind: 'not_found',
    message: 'A part of the data folder is missing. Bring it back from a backup.',
  },
  ERR_EMBEDDED_POSTGRES_MISSING: {
    kind: 'unavailable',
    message: 'There is no embedded PostgreSQL for this machine. Set DATABASE_URL to a server.',
  },
  ERR_EMBEDDED_POSTGRES_FAILED: {
    kind: 'internal',
    message: 'The embedded PostgreSQL did not start.',
  },
  ERR_UNPRIVILEGED_USER_MISSING: {
    kind: 'forbidden',
    message:
      'PostgreSQL does not run as root, and no other user could be found or made for it. Start Atelier as an ordinary user, or set DATABASE_URL.',
  },
  ERR_DATABASE_UNREACHABLE: {
    kind: 'unavailable',
    message: 'The database does not answer. Check DATABASE_URL and that the server runs.',
  },
  ERR_DATABASE_MISSING: {
    kind: 'not_found',
    message:
      'The server answers, and has no database of this name. Make it first: `createdb <database>`.',
  },
  ERR_DATABASE_LOGIN_REFUSED: {
    kind: 'unauthenticated',
    message:
      'The server answers, and refuses the user or the password. Check them in DATABASE_URL, or in DB_USER and DB_PASSWORD.',
  },
  ERR_DATABASE_PASSWORD_MISSING: {
    kind: 'unauthenticated',
    message:
      'The server answers, and asks for a password; none is given. Put it into DATABASE_URL, or into DB_PASSWORD.',
  },
  ERR_DATABASE_DENIED: {
    kind: 'forbidden',
    message:
      'The role may not do this in the database. Grant it the right, or connect as the owner of what is named: the owner of the database need not be the owner of its tables.',
  },
  ERR_DATABASE_POOLED: {
    kind: 'refused',
    message:
      'The address is that of a pooler, which lends a session for one transaction at a time, or refuses to pass on how it is to begin. Migrations, locks and live changes need one that stays: name the server’s own address in DATABASE_DIRECT_URL; DATABASE_URL may then go on naming the pooler.',
  },
  ERR_DATABASE_READ_ONLY: {
    kind: 'refused',
    message:
      'The database takes no changes: it is a replica, or set to read only. Name the primary server in DATABASE_URL, or lift default_transaction_read_only.',
  },
  ERR_DATABASE_TLS: {
    kind: 'refused',
    message:
      'The server answers, and no encrypted connection comes about. Check sslmode and sslrootcert in DATABASE_URL, or PGSSLMODE and PGSSLROOTCERT; sslmode=disable does without.',
  },
  ERR_DATABASE_FAILED: {
    kind: 'internal',
    message:
      'The database refused a statement of Atelier. If the database itself does not explain it, it is a fault to be reported.',
  },
  ERR_DATABASE_ABSENT: {
    kind: 'not_found',
    message:
      'There is no database in the data folder, and none was made. Set ATELIER_DATA_DIR to the folder that is meant, or make one: `db init`.',
  },
  ERR_DATABASE_TOO_OLD: {
    kind: 'conflict',
    message: 'The PostgreSQL server is too old.',
  },
  ERR_DATABASE_BEHIND: {
    kind: 'conflict',
    message:
      'The database has pending migrations, and they are not applied here. Look with `db status`, then run `db up`.',
  },
  ERR_DATABASE_UNADOPTED: {
    kind: 'conflict',
    message:
      'The database holds tables that Atelier takes over, and they are not adopted. Look at them first: `db adopt <profile> --dry-run`. Empty tables are not built beside them.',
  },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal to start. */
export const startupError = errorFactory(startupErrors);
