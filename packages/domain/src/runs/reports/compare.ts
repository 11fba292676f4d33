import type { ResultStatus } from '../result.ts';

/** How one row of a case came out in one of the runs that are compared; null where it is not in the run. */
export type ComparedOutcome = {
  readonly itemId: string;
  /** Null for no result. */
  readonly status: ResultStatus | null;
  readonly versionNumber: number;
} | null;

export const comparedKinds = ['new_failure', 'still_failing', 'fixed', 'not_run', 'same'] as const;
export type ComparedKind = (typeof comparedKinds)[number];

/**
 * What became of a case between the first and the last run. What counts before the last one is the newest result
 * there is: a run in which it has none says nothing of it.
 */
export function comparedKind(outcomes: readonly ComparedOutcome[]): ComparedKind {
  const last = outcomes.at(-1)?.status ?? null;
  const before = outcomes.slice(0, -1).findLast((outcome) => outcome?.status)?.status ?? null;
  if (last === null) return before === null ? 'same' : 'not_run';
  if (last === 'fail') return before === 'fail' ? 'still_failing' : 'new_failure';
  return before === 'fail' && last === 'ok' ? 'fixed' : 'same';
}

/** The versions between which the text of a case changed, undefined where all runs have the same. */
export function changedBetween(
  outcomes: readonly ComparedOutcome[],
): { readonly before: number; readonly after: number } | undefined {
  const versions = outcomes.flatMap((outcome) => (outcome ? [outcome.versionNumber] : []));
  const [before, after] = [versions[0], versions.at(-1)];
  if (before === undefined || after === undefined || before === after) return undefined;
  return { before, after };
}
