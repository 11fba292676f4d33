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
} as const satisfies Record<string, ErrorDefinition>;

/** A refusal of a command. */
export const operatorError = errorFactory(operatorErrors);
