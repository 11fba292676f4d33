import { type ErrorDefinition, errorFactory } from '@atelier/domain/kernel/errors.ts';

/**
 * Refusals of `atelier db` that only its operator sees. They are printed on the terminal, first the message
 * and then the params, and never reach the web app.
 */
export const operatorErrors = {
  ERR_USAGE: { kind: 'invalid', message: 'The command line is not understood.' },
  ERR_NAME_AMBIGUOUS: {
    kind: 'invalid',
    message: 'Several names begin like this one. Write more of the one that is meant.',
  },
  ERR_FILE_EXISTS: {
    kind: 'conflict',
    message: 'There is a file of this name already. Nothing was written; name another one.',
  },
  ERR_FILE_DENIED: { kind: 'forbidden', message: 'A file or folder cannot be read or written.' },
  ERR_MIGRATION_NOT_APPLIED: {
    kind: 'not_found',
    message: 'This migration is not applied. See: `db status`.',
  },
  ERR_DATABASE_NOT_EMPTY: {
    kind: 'conflict',
    message: 'The database holds tables. --force says that they may go; a backup is made first.',
  },
  ERR_MIGRATION_NOT_REHEARSED: {
    kind: 'conflict',
    message: 'This migration was not rehearsed as it is now. Run: `db rehearse`.',
  },
  ERR_NOT_CONFIRMED: {
    kind: 'refused',
    message: 'Nothing was done. Answer with yes, or give --yes in a script.',
  },
  ERR_MIGRATION_FAILED: { kind: 'refused', message: 'A migration failed.' },
  ERR_OWNER_NEEDED: {
    kind: 'forbidden',
    message:
      'This changes what belongs to another role, and nothing was done. Connect as that owner, as a member of it, or as a superuser; to own the database is not enough. To become a member: `GRANT <owner> TO <role>`.',
  },
  ERR_CREATE_NEEDED: {
    kind: 'forbidden',
    message:
      'The role may not create what this needs, and nothing was done. Grant it the right: `GRANT CREATE ON <on> TO <role>`.',
  },
  ERR_SEED_UNMIGRATED: {
    kind: 'refused',
    message: 'The tables of this area are not here yet. Make them first: `db up`.',
  },
  ERR_AUDIT_ABSENT: {
    kind: 'refused',
    message: 'This database has no sealed audit log yet. Make it first: `db up`.',
  },
  ERR_ACCOUNT_ABSENT: {
    kind: 'not_found',
    message: 'There is no account with this address that may sign in.',
  },
  ERR_ANCHOR_UNREADABLE: { kind: 'invalid', message: 'This file is no anchor of an audit log.' },
  ERR_HOUSE_SECRET_ABSENT: {
    kind: 'not_found',
    message:
      'The secret of the house is not here, and anchors are signed with a key that follows from it. Run this where the app runs, or give it as ATELIER_SECRET.',
  },
  ERR_MIGRATION_FAILS: {
    kind: 'refused',
    message: 'A migration does not run on a scratch database.',
  },
  ERR_REHEARSAL_NO_BACKUP: {
    kind: 'not_found',
    message:
      'There is no verified backup to rehearse on that holds what is applied and adopted now. Make one: `db backup`.',
  },
  ERR_REHEARSAL_FAILED: {
    kind: 'refused',
    message: 'A migration failed in the rehearsal. The database itself was not touched.',
  },
  ERR_SQUAWK_FAILED: {
    kind: 'internal',
    message: 'squawk is installed, and did not give an answer.',
  },
  ERR_PROFILE_ADOPTED: { kind: 'conflict', message: 'This profile is adopted already.' },
  ERR_PROFILE_BUILT: {
    kind: 'conflict',
    message:
      'The migrations have built this area already, so there is nothing to adopt into. Take them back first: `db down --to none`.',
  },
  ERR_PROFILE_NEEDS: {
    kind: 'refused',
    message: 'This profile refers to the tables of another one. Adopt that one first.',
  },
  ERR_PROFILE_NOT_FOUND: {
    kind: 'not_found',
    message: 'The schema public holds none of this profile’s tables.',
  },
  ERR_PROFILE_OCCUPIED: {
    kind: 'conflict',
    message: 'Something of the same name stands where the tables are to go.',
  },
  ERR_PROFILE_DRIFTED: {
    kind: 'refused',
    message:
      'The database is not what the profile expects. Fix what differs with --repair, where the list of what is in the way says so, or accept it: --accept <id> for each, or --accept-all.',
  },
  ERR_PROFILE_CHANGED: {
    kind: 'conflict',
    message: 'The database was changed since it was looked at. Nothing was done; run it again.',
  },
  ERR_PROFILE_NOT_ADOPTED: { kind: 'not_found', message: 'This profile is not adopted.' },
  ERR_PROFILE_IN_USE: {
    kind: 'refused',
    message:
      'Later migrations are applied, and would be out of order behind a baseline that is not. Take them back first, with what their tables hold (a backup is made before): `<first>`.',
  },
  ERR_PROFILE_CONVERTED: {
    kind: 'refused',
    message:
      'The ids of this profile were converted. Convert them back first: `db convert-ids <profile> --to integer`.',
  },
  ERR_ADOPTION_UNEQUAL: {
    kind: 'internal',
    message:
      'After the move the schema was not the baseline’s. Something in the database changes what is moved, such as an event trigger, or waits for it in the area’s schema. Everything was rolled back.',
  },
  ERR_DIFFERENCE_UNKNOWN: { kind: 'invalid', message: 'There is no difference of this name.' },
  ERR_STAMP_DIFFERS: {
    kind: 'refused',
    message: 'The schema is not the one of this revision, so it is not stamped.',
  },
  ERR_REPAIR_CHANGED: {
    kind: 'conflict',
    message: 'The rows were changed since they were looked at. Nothing was done; run it again.',
  },
  ERR_REPAIR_UNKNOWN: {
    kind: 'not_found',
    message: 'There is no repair of this name to take back.',
  },
  ERR_REPAIR_ONE_WAY: { kind: 'refused', message: 'There is no way back from this repair.' },
  ERR_FIX_FAILED: {
    kind: 'refused',
    message:
      'The rows do not allow to fix a difference, so none was fixed. Correct the rows, or accept the difference.',
  },
  ERR_REPAIR_HOLDS: {
    kind: 'refused',
    message:
      'Taking the repair back would lose what has come since. Save that and take it away, then run the command again.',
  },
  ERR_REPAIR_OVERTAKEN: {
    kind: 'refused',
    message: 'What the repair changed was changed again since, so it cannot be taken back.',
  },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of a command. */
export const operatorError = errorFactory(operatorErrors);
