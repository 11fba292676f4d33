import { type ErrorDefinition, errorFactory } from '@atelier/domain/kernel/errors.ts';

/** Refusals of `convert-ids`, which only its operator meets. */
export const conversionErrors = {
  ERR_CONVERSION_PROFILE_UNKNOWN: {
    kind: 'not_found',
    message: 'There is no conversion for this profile.',
  },
  ERR_CONVERSION_TABLES_MISSING: {
    kind: 'not_found',
    message: 'This database holds no table of the profile.',
  },
  ERR_CONVERSION_NOT_RECORDED: {
    kind: 'refused',
    message:
      'These keys were never converted here, so there are no integers to go back to. Nothing was done.',
  },
  ERR_CONVERSION_RUNNING: {
    kind: 'conflict',
    message:
      'An online conversion is half done. Run the same command with --online to go on with it, or with --abandon to take it back.',
  },
  ERR_CONVERSION_NONE_RUNNING: {
    kind: 'not_found',
    message: 'There is no conversion to abandon.',
  },
  ERR_REFERENCES_UNDECIDED: {
    kind: 'refused',
    message:
      'Some columns look like references and may be none. Say for each: --reference schema.table.column=table or --not-reference schema.table.column.',
  },
  ERR_REFERENCE_UNKNOWN: {
    kind: 'invalid',
    message: 'A column or table that was told does not exist, or cannot hold these ids.',
  },
  ERR_CONVERSION_UNSUPPORTED: {
    kind: 'refused',
    message: 'Something in the database cannot be carried over. Change or drop it first.',
  },
  ERR_CONVERSION_OBJECT_FAILED: {
    kind: 'refused',
    message: 'An object does not work on the converted columns. Everything was rolled back.',
  },
  ERR_CONVERSION_PLAN_STALE: {
    kind: 'conflict',
    message: 'The schema changed after the plan was made. Run the command again.',
  },
  ERR_CONVERSION_LOCKED: {
    kind: 'conflict',
    message: 'Others held the tables too long. Nothing is lost: run the command again.',
  },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of `convert-ids`. */
export const conversionError = errorFactory(conversionErrors);
