import { type ErrorDefinition, errorFactory } from '../kernel/errors.ts';

/** Codes about suites: what they are, and how they come in. */
export const suiteErrors = {
  ERR_SUITE_FILE: {
    kind: 'invalid',
    message: 'The file is not a suite; nothing of it was taken over.',
  },
  ERR_SUITE_FILE_TOO_LARGE: { kind: 'too_large', message: 'The file of a suite is too large.' },
  ERR_SUITE_UNSOUND: {
    kind: 'invalid',
    message: 'The suite names what there is not, or contradicts itself.',
  },
  ERR_ENVIRONMENT_LACKS: {
    kind: 'refused',
    message: 'The environment lacks a variable or a secret that the suite names.',
  },
  ERR_STEP_IMPORT: {
    kind: 'invalid',
    message: 'What was given cannot be read as requests; nothing of it was taken over.',
  },
} as const satisfies Record<string, ErrorDefinition>;
export type SuiteErrorCode = keyof typeof suiteErrors;

/** A refusal with one of the codes about suites. */
export const suiteError = errorFactory(suiteErrors);
