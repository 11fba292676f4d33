import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import { StepError } from '../step-error.ts';

/** A connection that waits for messages holds a worker: it does not do so for longer. */
const longestMs = 30 * 60_000;

/** How long a request waits for messages, in milliseconds; 0 for one that does not. Throws `REQUEST_INVALID`. */
export function expectMs(request: unknown): number {
  if (!isRecord(request) || request.action !== 'expect') return 0;
  const ms = milliseconds(request.timeout ?? '30s');
  if (ms !== null && ms <= longestMs) return ms;
  throw new StepError('REQUEST_INVALID', { field: 'timeout', most: '30m' });
}
