import { type ErrorDefinition, errorFactory } from './errors.ts';

/**
 * What can become of asking a language model, and of what it answers. `unavailable` and `too_many` may pass; another
 * kind wants somebody to change something first.
 */
export const modelErrors = {
  ERR_MODEL_NONE: { kind: 'refused', message: 'No language model is connected.' },
  ERR_MODEL_SET_BY_VARIABLES: {
    kind: 'refused',
    message: 'Models are set by variables, which go before the page.',
  },
  ERR_MODEL_KEY_UNREADABLE: {
    kind: 'refused',
    message: 'The key that was kept cannot be read with the house’s secret of today; set it anew.',
  },
  ERR_MODEL_UNREACHABLE: {
    kind: 'unavailable',
    message: 'Nothing answers at the address of the model.',
  },
  ERR_MODEL_KEY_REFUSED: { kind: 'refused', message: 'The endpoint refused the key.' },
  ERR_MODEL_NOT_FOUND: {
    kind: 'refused',
    message: 'The endpoint knows no such model, or has no chat at this address.',
  },
  ERR_MODEL_BUSY: { kind: 'too_many', message: 'The endpoint takes no more requests for now.' },
  ERR_MODEL_QUOTA: { kind: 'refused', message: 'The account at the endpoint has nothing left.' },
  ERR_MODEL_REQUEST_REFUSED: { kind: 'refused', message: 'The endpoint refused the request.' },
  ERR_MODEL_CONTEXT_TOO_LONG: {
    kind: 'too_large',
    message: 'The conversation is longer than the model takes.',
  },
  ERR_MODEL_FAILED: { kind: 'unavailable', message: 'The endpoint told of a failure of its own.' },
  ERR_MODEL_NOT_AN_API: {
    kind: 'refused',
    message: 'What is at this address speaks another protocol than OpenAI’s.',
  },
  ERR_MODEL_NO_STREAM: { kind: 'refused', message: 'The endpoint does not stream its answers.' },
  ERR_MODEL_MALFORMED: { kind: 'unavailable', message: 'A piece of the answer was malformed.' },
  ERR_MODEL_CUT: { kind: 'unavailable', message: 'The answer ended before it was complete.' },
  ERR_MODEL_SLOW_START: { kind: 'unavailable', message: 'The answer did not begin in time.' },
  ERR_MODEL_STALLED: { kind: 'unavailable', message: 'The answer stopped coming.' },
  ERR_MODEL_TOO_LONG: { kind: 'unavailable', message: 'The answer took too long as a whole.' },
  ERR_MODEL_TOO_LARGE: { kind: 'refused', message: 'The answer was larger than answers may be.' },
  ERR_MODEL_SCHEMA: {
    kind: 'unavailable',
    message: 'The answer has another shape than asked for.',
  },
  ERR_MODEL_TOOL_UNKNOWN: {
    kind: 'refused',
    message: 'The model called a tool that there is not.',
  },
  ERR_MODEL_TOOL_INPUT: {
    kind: 'refused',
    message: 'The model called a tool with what it does not take.',
  },
  ERR_MODEL_TOKENS_SPENT: { kind: 'too_many', message: 'The day’s tokens are spent.' },
  ERR_MODEL_COST_SPENT: { kind: 'too_many', message: 'What a day may cost is spent.' },
} as const satisfies Record<string, ErrorDefinition>;

export type ModelErrorCode = keyof typeof modelErrors;

/** A refusal with one of these codes. */
export const modelError = errorFactory(modelErrors);
