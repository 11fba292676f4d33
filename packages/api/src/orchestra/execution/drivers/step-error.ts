import type { FailureFacts } from '@atelier/domain/orchestra/failure-facts.ts';

/**
 * Why a step could not be done, told with its result: a code for the page's words, and facts. `happened` says what is
 * known of the action: `no` where it cannot have reached the system under test, so that it may be tried again.
 */
export class StepError extends Error {
  override readonly name = 'StepError';
  readonly code: StepErrorCode;
  readonly facts: FailureFacts;
  readonly happened: 'no' | 'maybe';

  constructor(code: StepErrorCode, facts: FailureFacts = {}, happened: 'no' | 'maybe' = 'no') {
    super(code);
    this.code = code;
    this.facts = facts;
    this.happened = happened;
  }
}

export const stepErrorCodes = [
  /** The environment does not allow this host, or the address that its name leads to. */
  'HOST_NOT_ALLOWED',
  'URL_INVALID',
  'REQUEST_INVALID',
  'CONNECTION_REFUSED',
  'HOST_NOT_FOUND',
  'CONNECTION_LOST',
  'CERTIFICATE_INVALID',
  'TIMED_OUT',
  'TOO_MANY_REDIRECTS',
  'ANSWER_INVALID',
  /** More rows, messages or bytes than are taken in. */
  'ANSWER_TOO_LARGE',
  /** The name or the password was refused. */
  'ACCESS_DENIED',
  'SQL_FAILED',
  /** A broker did not take a message, or knows no such queue, exchange or stream. */
  'MESSAGE_REFUSED',
  /** No queue takes the message: it went nowhere. */
  'MESSAGE_UNROUTABLE',
  /** What was waited for did not come in time. */
  'NOTHING_CAME',
  'EXPRESSION_FAILED',
  'TEMPLATE_UNKNOWN',
  'ASSERTION_FAILED',
  'EXPORT_FAILED',
  /** More was exported than a run can go on from. */
  'CONTEXT_TOO_LARGE',
  'DRIVER_UNKNOWN',
  'SECRET_UNREADABLE',
  'DEPENDENCY_MISSING',
  'BARRIER_TIMED_OUT',
  'BARRIER_PARTY_FAILED',
  'PERSON_DECLINED',
  'PERSON_TIMED_OUT',
  'RUN_ITEM_REFUSED',
  'RETRIES_EXHAUSTED',
  'DECIDED_FAILED',
] as const;
export type StepErrorCode = (typeof stepErrorCodes)[number];
