import { type ErrorDefinition, errorFactory } from '../kernel/errors.ts';

/**
 * Refusals of `atelier db` that only its operator meets. They are printed on the terminal, message
 * first and the params behind it, and never reach the web app.
 */
export const operatorErrors = {
  ERR_NOT_CONFIRMED: {
    kind: 'refused',
    message: 'Nothing was done. Answer with yes, or give --yes in a script.',
  },
  ERR_MIGRATION_FAILS: {
    kind: 'refused',
    message: 'A migration does not run on a scratch database.',
  },
  ERR_SQUAWK_FAILED: {
    kind: 'internal',
    message: 'squawk is installed, and did not give an answer.',
  },
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of a command. */
export const operatorError = errorFactory(operatorErrors);
