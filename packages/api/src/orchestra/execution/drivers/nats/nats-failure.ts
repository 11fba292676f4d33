import { failureOf } from '../failure.ts';
import { StepError, type StepErrorCode } from '../step-error.ts';

/** What the library's errors mean, by their names. */
const codes: Readonly<Record<string, StepErrorCode | undefined>> = {
  AuthorizationError: 'ACCESS_DENIED',
  UserAuthenticationExpiredError: 'ACCESS_DENIED',
  PermissionViolationError: 'ACCESS_DENIED',
  JetStreamNotEnabled: 'MESSAGE_REFUSED',
  JetStreamApiError: 'MESSAGE_REFUSED',
  JetStreamStatusError: 'MESSAGE_REFUSED',
  StreamNotFoundError: 'MESSAGE_REFUSED',
  InvalidNameError: 'MESSAGE_REFUSED',
  InvalidSubjectError: 'MESSAGE_REFUSED',
  InvalidArgumentError: 'MESSAGE_REFUSED',
  NoRespondersError: 'MESSAGE_UNROUTABLE',
};

/**
 * Why a server did not do what it was asked for.
 *
 * @param happened whether the message may have been taken all the same
 */
export function natsFailure(
  error: unknown,
  host: string,
  signal: AbortSignal,
  happened: 'no' | 'maybe',
): unknown {
  if (error instanceof StepError) return error;
  if (signal.aborted) return signal.reason;
  if (error instanceof Error && error.message.includes("does not support 'tls'")) {
    return new StepError('CONNECTION_REFUSED', { host, reason: 'no TLS' });
  }
  for (const one of [error, error instanceof Error ? error.cause : undefined]) {
    const code = one instanceof Error ? codes[one.name] : undefined;
    if (one instanceof Error && code !== undefined) {
      return new StepError(code, { host, message: one.message.slice(0, 500) });
    }
  }
  const failure = failureOf(error, host, signal);
  if (!(failure instanceof StepError)) return failure;
  return new StepError(failure.code, failure.facts, failure.happened === 'no' ? 'no' : happened);
}
