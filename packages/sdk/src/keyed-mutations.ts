import { retryLink, type TRPCLink } from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import { callError } from './errors.ts';
import { newKey } from './idempotency-key.ts';

/** Without an answer, or when the database went away meanwhile: it may have been done, or not. */
const unanswered = new Set(['ERR_OFFLINE', 'ERR_UNAVAILABLE']);

/** Before each repeat, in milliseconds. */
const pausesMs = [300, 900];

/** Nothing was done, and it will not always be so: not when whoever sent it has signed in again. */
const refusedForNow = new Set(['ERR_BUSY', 'ERR_READ_ONLY', 'ERR_UNAUTHENTICATED']);

/**
 * Whether a failure is temporary: sent again under its key, the same command may well be answered. A repeat
 * that waits for its own first attempt gets `ERR_BUSY`.
 */
export function isPassing(error: unknown): boolean {
  const { code } = callError(error);
  return unanswered.has(code) || refusedForNow.has(code);
}

/** Gives each mutation an idempotency key, unless its caller gave it one. */
export function keyMutations<Router extends AnyRouter>(): TRPCLink<Router> {
  return () =>
    ({ op, next }) => {
      if (op.type !== 'mutation' || op.context.idempotencyKey !== undefined) return next(op);
      return next({ ...op, context: { ...op.context, idempotencyKey: newKey() } });
    };
}

/** Repeats a mutation under its key while no answer comes, twice. Stands after {@link keyMutations}. */
export function repeatUnanswered<Router extends AnyRouter>(
  pauses: readonly number[] = pausesMs,
): TRPCLink<Router> {
  return retryLink({
    retry({ op, error, attempts }) {
      if (op.type !== 'mutation' || attempts > pauses.length) return false;
      // Busy at once is a refusal; busy after no answer is, as likely as not, the first attempt.
      return attempts === 1 ? unanswered.has(callError(error).code) : isPassing(error);
    },
    retryDelayMs: (attempt) => pauses[attempt - 1] ?? 0,
  });
}
