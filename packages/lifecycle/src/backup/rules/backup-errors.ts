import { type ErrorDefinition, errorFactory } from '@atelier/domain/kernel/errors.ts';

/** Refusals of backups and restores. They are printed on the terminal and never reach the web app. */
export const backupErrors = {
  ERR_BACKUP_TOOLS_MISSING: {
    kind: 'unavailable',
    message:
      'pg_dump and pg_restore are not there. Install PostgreSQL’s client tools, or name their folder in ATELIER_PG_BIN.',
  },
  ERR_BACKUP_TOOLS_OLD: {
    kind: 'unavailable',
    message:
      'pg_dump is older than the server and cannot read it. Install the client tools of the server’s version, or name their folder in ATELIER_PG_BIN.',
  },
  ERR_BACKUP_SERVER_IN_USE: {
    kind: 'conflict',
    message:
      'An Atelier runs on this data folder, and its embedded server must be stopped to be copied. Stop that Atelier first.',
  },
  ERR_BACKUP_FOLDER_DENIED: {
    kind: 'forbidden',
    message: 'The folder of the backups cannot be used. Set ATELIER_BACKUP_DIR to another one.',
  },
  ERR_BACKUP_FAILED: {
    kind: 'internal',
    message: 'The backup was not made. The database was not touched.',
  },
  ERR_BACKUP_DISK_FULL: {
    kind: 'unavailable',
    message:
      'There is no room for the backup; its draft was removed. The database was not touched. Free some space, or set ATELIER_BACKUP_DIR to another disk.',
  },
  ERR_BACKUP_TABLESPACE: {
    kind: 'refused',
    message: 'The data folder has parts elsewhere (a link in it), which a cold copy cannot hold.',
  },
  ERR_BACKUP_NONE: {
    kind: 'not_found',
    message: 'There is no verified backup of this database yet. Make one: `db backup`.',
  },
  ERR_BACKUP_UNKNOWN: {
    kind: 'not_found',
    message: 'There is no backup of this name. See: `db backups`.',
  },
  ERR_BACKUP_MANIFEST_DAMAGED: {
    kind: 'refused',
    message: 'The backup’s manifest was changed or is not whole.',
  },
  ERR_BACKUP_FORMAT_NEWER: {
    kind: 'refused',
    message: 'The backup was written by a newer Atelier.',
  },
  ERR_BACKUP_FILES_ELSEWHERE: {
    kind: 'refused',
    message:
      'The files are in an S3 store, which is backed up by its own means. Make the backup without --with-files.',
  },
  ERR_BACKUP_FILE_MISSING: { kind: 'refused', message: 'A file of the backup is missing.' },
  ERR_BACKUP_TRUNCATED: { kind: 'refused', message: 'A file of the backup has the wrong length.' },
  ERR_BACKUP_CHANGED: {
    kind: 'refused',
    message: 'A file of the backup was changed: its SHA-256 is another one.',
  },
  ERR_BACKUP_NEWER_SERVER: {
    kind: 'refused',
    message: 'The backup was made by a newer PostgreSQL than the one it is for.',
  },
  ERR_BACKUP_OTHER_SERVER: {
    kind: 'refused',
    message:
      'The backup was made by another kind of server: a cold copy fits the embedded server of its own version and platform, a dump fits a server that DATABASE_URL names.',
  },
  ERR_BACKUP_OTHER_SOURCE: {
    kind: 'refused',
    message: 'The backup was made of another database. --from-other restores it all the same.',
  },
  ERR_BACKUP_DIFFERS: {
    kind: 'refused',
    message: 'What was restored from the backup is not what was backed up.',
  },
  ERR_RESTORE_FAILED: {
    kind: 'internal',
    message: 'The backup could not be restored. The database is as it was.',
  },
  ERR_BACKUP_BEYOND_ROLE: {
    kind: 'forbidden',
    message:
      'Tables need something that this role may not make, so it cannot restore them. Nothing was changed. Run it as a role that may, such as a superuser.',
  },
  ERR_RESTORE_OWNER: {
    kind: 'forbidden',
    message:
      'The backup gives something to a role that is not there, or to one that this role may not act for. The database is as it was. All of it as your own: `db restore <backup> --no-owner`.',
  },
  ERR_RESTORE_SEARCH_PATH: {
    kind: 'refused',
    message:
      'Something of a table calls a function that finds what it needs only by a search path, and PostgreSQL restores with none. The database is as it was. Give the function its path: `ALTER FUNCTION <function> SET search_path = <schemas>`.',
  },
  ERR_RESTORE_BUSY: {
    kind: 'conflict',
    message:
      'Others stay connected to the database, so it cannot be exchanged. It is as it was. Stop them and try again.',
  },
  ERR_KEPT_DATABASE_UNKNOWN: {
    kind: 'not_found',
    message: 'No restore kept a database of this name. See: `db backups`.',
  },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of a backup or a restore. */
export const backupError = errorFactory(backupErrors);

export type BackupErrorCode = keyof typeof backupErrors;
