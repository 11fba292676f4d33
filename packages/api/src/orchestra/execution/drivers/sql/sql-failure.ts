import { failureOf } from '../failure.ts';
import { StepError } from '../step-error.ts';

/** What the errors of a server have besides their message. */
interface ServerError {
  readonly severity?: unknown;
  readonly code?: unknown;
  readonly message: string;
  readonly position?: unknown;
}

/**
 * Why a statement came to nothing. What a server refuses is undone by it as a whole, so it did not happen; save what
 * commits in between (`CALL`, `DO`), and where the server itself went away.
 *
 * @param wasSent the statement, where it was on its way
 */
export function sqlFailure(
  error: unknown,
  host: string,
  signal: AbortSignal,
  wasSent: string | null,
): unknown {
  if (error instanceof StepError) return error;
  if (signal.aborted) return signal.reason;
  if (!isServerError(error)) {
    if (error instanceof Error && error.message.includes('does not support SSL')) {
      return new StepError('CONNECTION_REFUSED', { host, reason: 'no TLS' });
    }
    const failure = failureOf(error, host, signal);
    const isUndone = wasSent === null && failure instanceof StepError;
    return isUndone ? new StepError(failure.code, failure.facts) : failure;
  }
  const state = String(error.code);
  if (state.startsWith('28')) return new StepError('ACCESS_DENIED', { host, state });
  const mayCommit = wasSent !== null && /^\s*(call|do)\b/i.test(wasSent);
  const isGone = error.severity !== 'ERROR' || state === '40003' || state.startsWith('08');
  return new StepError(
    'SQL_FAILED',
    {
      ...{ state, message: error.message.slice(0, 1000) },
      ...(typeof error.position === 'string' && { position: error.position }),
    },
    wasSent !== null && (mayCommit || isGone) ? 'maybe' : 'no',
  );
}

function isServerError(error: unknown): error is ServerError {
  return error instanceof Error && 'severity' in error && 'code' in error;
}
