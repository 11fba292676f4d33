import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import { StepError } from '../step-error.ts';

/** A connection that waits for messages holds a worker's place: it does not do so for longer. */
const longestHeldMs = 5 * 60_000;

/** How long a request waits for messages, in milliseconds; 0 for one that does not. Throws `REQUEST_INVALID`. */
export function expectMs(request: unknown): number {
  if (!isRecord(request) || request.action !== 'expect') return 0;
  const ms = milliseconds(request.timeout ?? '30s');
  if (ms === null) throw new StepError('REQUEST_INVALID', { field: 'timeout' });
  return ms;
}

/** The same for one that cannot be left alone meanwhile. Throws `REQUEST_INVALID`. */
export function heldMs(request: unknown): number {
  const ms = expectMs(request);
  if (ms <= longestHeldMs) return ms;
  throw new StepError('REQUEST_INVALID', { field: 'timeout', most: '5m' });
}
