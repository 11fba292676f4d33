import { failureOf } from '../failure.ts';
import { StepError } from '../step-error.ts';

/**
 * Why a broker did not do what it was asked for.
 *
 * @param happened whether the message may have been taken all the same
 */
export function amqpFailure(
  error: unknown,
  host: string,
  signal: AbortSignal,
  happened: 'no' | 'maybe',
): unknown {
  if (error instanceof StepError) return error;
  if (signal.aborted) return signal.reason;
  const message = error instanceof Error ? error.message.slice(0, 500) : '';
  // So the library tells that the virtual host is none, or not for whoever came.
  if (message.includes('ConnectionOpenOk')) {
    return new StepError('ACCESS_DENIED', { host, at: 'virtual host' });
  }
  const reply = replyOf(error, message);
  if (reply === '403') return new StepError('ACCESS_DENIED', { host, reply });
  if (reply !== undefined) return new StepError('MESSAGE_REFUSED', { reply, message });
  const failure = failureOf(error, host, signal);
  if (!(failure instanceof StepError)) return failure;
  return new StepError(failure.code, failure.facts, failure.happened === 'no' ? 'no' : happened);
}

/** The protocol's reply codes are of three digits, and stand in the message where the connection never opened. */
function replyOf(error: unknown, message: string): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  if (typeof code === 'number' && code >= 300 && code < 600) return String(code);
  return /\b(3\d\d|4\d\d|5\d\d) \(/.exec(message)?.[1];
}
