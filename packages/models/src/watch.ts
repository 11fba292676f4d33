import { performance } from 'node:perf_hooks';
import type { ModelErrorCode } from '@atelier/domain/kernel/model-errors.ts';
import { ModelFailure } from './failure.ts';
import type { AnswerLimits } from './request.ts';

/** Ends an answer that is too slow, or that nobody wants any more. */
export interface Watch {
  /** Told to whatever waits; with a ModelFailure as its reason, or with none of ours where it was stopped. */
  readonly signal: AbortSignal;
  /** The next piece is waited for: from now on it counts how long. */
  waits(): void;
  /** A piece came; while it is used, nothing counts but the whole. */
  came(): void;
  close(): void;
}

export interface WatchOptions {
  readonly limits: Pick<AnswerLimits, 'firstTokenMs' | 'betweenTokensMs'>;
  /** By the clock of `performance`. */
  readonly endsAt: number;
  readonly outer: AbortSignal | undefined;
}

/**
 * One timer for an answer, which looks whether the time is up and else sets itself again: setting one for each token
 * would cost more than the token. It is a timer of its own, for Node 20 may collect `AbortSignal.timeout` before its time.
 */
export function startWatch({ limits, endsAt, outer }: WatchOptions): Watch {
  const controller = new AbortController();
  let since: number | undefined = performance.now();
  let hasBegun = false;
  let timer: NodeJS.Timeout | undefined;

  const end = (code: ModelErrorCode, limitMs: number) =>
    controller.abort(
      new ModelFailure(code, { params: { limitSeconds: Math.round(limitMs / 1000) } }),
    );
  const look = () => {
    const now = performance.now();
    const limitMs = hasBegun ? limits.betweenTokensMs : limits.firstTokenMs;
    // What was not being waited for may be within the next moment.
    const quietEndsAt = (since ?? now) + limitMs;
    if (now >= endsAt) return end('ERR_MODEL_TOO_LONG', Math.max(0, now - started));
    if (now >= quietEndsAt)
      return end(hasBegun ? 'ERR_MODEL_STALLED' : 'ERR_MODEL_SLOW_START', limitMs);
    timer = setTimeout(look, Math.ceil(Math.min(endsAt, quietEndsAt) - now));
  };
  const started = since;
  const stop = () => controller.abort(outer?.reason);
  if (outer?.aborted) stop();
  else {
    outer?.addEventListener('abort', stop, { once: true });
    look();
  }
  return {
    signal: controller.signal,
    waits() {
      since = performance.now();
    },
    came() {
      since = undefined;
      // The first limit is the longer one as a rule: the timer is set by the other from here on.
      if (!hasBegun) {
        hasBegun = true;
        clearTimeout(timer);
        if (!controller.signal.aborted) look();
      }
    },
    close() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', stop);
    },
  };
}
