import type { Step } from './suite-file.ts';

/**
 * What can be found out about a step whose answer was lost: it may be repeated, the other side knows its key, it can be
 * asked for, or nobody can tell. `onlyReads`: what the driver says of the request.
 */
export function repeatabilityOf(
  step: Step,
  onlyReads: boolean,
): 'repeatable' | 'keyed' | 'probed' | 'unknown' {
  const { idempotent, probe } = step.meta;
  if (step.kind === 'ASSERTION' || onlyReads || idempotent === true) return 'repeatable';
  if (idempotent !== undefined) return 'keyed';
  return probe === undefined ? 'unknown' : 'probed';
}

/** Of a probe's answer: it was too busy, broken or not let in, and so says nothing of what happened. */
const saysNothing = new Set<unknown>([401, 403, 407, 408, 425, 429]);

/**
 * Whether an answer of a probe that does not show that an action happened shows that it did not. A system that could
 * not answer the question has not answered it with no.
 */
export function isAnswerOfProbe({ status }: Readonly<Record<string, unknown>>): boolean {
  return !(saysNothing.has(status) || (typeof status === 'number' && status >= 500));
}

/** Why an attempt failed, as retries are told apart. */
export type FailureClass = 'error' | 'timeout' | 'assertion';

/**
 * Whether a failed attempt is followed by another. What may have happened is repeated only where that does no harm, or
 * where it was found out that it did not.
 */
export function mayRetry(
  step: Step,
  failed: {
    readonly attempt: number;
    readonly as: FailureClass;
    readonly happened: 'no' | 'maybe';
    readonly onlyReads: boolean;
  },
): boolean {
  const { retry } = step.meta;
  if (retry === undefined || failed.attempt >= retry.attempts || !retry.on.includes(failed.as)) {
    return false;
  }
  if (failed.happened === 'no') return true;
  return repeatabilityOf(step, failed.onlyReads) !== 'unknown' || failed.as === 'assertion';
}
