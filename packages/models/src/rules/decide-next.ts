import type { ModelErrorCode } from '@atelier/domain/kernel/model-errors.ts';

/** What came before the next request. */
export interface AttemptState {
  /** Requests to this model so far. */
  readonly attempts: number;
  /** How many there may be. */
  readonly attemptsAtMost: number;
  /** What is left of the time for the whole answer. */
  readonly remainingMs: number;
  /** Whether another model is left to ask. */
  readonly hasFallback: boolean;
  /** From 0 to 1. */
  readonly random: number;
}

export type NextStep =
  | { readonly step: 'retry'; readonly afterMs: number }
  | { readonly step: 'fall-back' }
  | { readonly step: 'give-up' };

const firstPauseMs = 500;
/** Who watches an empty answer that long has gone; jobs come back by themselves. */
const longestPauseMs = 20_000;

/** May pass by itself within a moment. */
const passing: ReadonlySet<ModelErrorCode> = new Set([
  'ERR_MODEL_UNREACHABLE',
  'ERR_MODEL_BUSY',
  'ERR_MODEL_FAILED',
  'ERR_MODEL_CUT',
  'ERR_MODEL_MALFORMED',
]);

/** Another model would be asked the same in vain, or the time is over. */
const everywhere: ReadonlySet<ModelErrorCode> = new Set([
  'ERR_MODEL_REQUEST_REFUSED',
  'ERR_MODEL_TOO_LONG',
  'ERR_MODEL_TOO_LARGE',
]);

/** What follows a request that failed before its first token. Nothing is repeated once somebody saw a piece of it. */
export function decideNext(
  failure: { readonly code: ModelErrorCode; readonly retryAfterMs: number | undefined },
  { attempts, attemptsAtMost, remainingMs, hasFallback, random }: AttemptState,
): NextStep {
  if (passing.has(failure.code) && attempts < attemptsAtMost) {
    // Somewhere between half and the whole of the pause, so that those who were refused together do not come back so.
    const pause = firstPauseMs * 2 ** (attempts - 1) * (0.5 + random / 2);
    const afterMs = Math.ceil(Math.max(failure.retryAfterMs ?? 0, pause));
    if (afterMs <= longestPauseMs && afterMs < remainingMs) return { step: 'retry', afterMs };
  }
  if (hasFallback && remainingMs > 0 && !everywhere.has(failure.code)) return { step: 'fall-back' };
  return { step: 'give-up' };
}
