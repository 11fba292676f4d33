import type { ComparedItem, LineageRun } from './execution-types.ts';
import type { Verdict } from './result.ts';
import type { ResultCounts } from './types.ts';

/** What a run and its corrections come to together. */
export interface Lineage {
  /** Null as long as none of the runs is done with a verdict. */
  readonly verdict: Verdict | null;
  /** Of each case the last result there is. */
  readonly results: ResultCounts;
}

/**
 * The one verdict of a run and its corrections, in the order in which they were made. Of each case the last result
 * of a finished run counts. What fails by then fails the whole; otherwise the last finished run has the word, and a
 * remark of any stays one.
 */
export function effectiveLineage(runs: readonly LineageRun[]): Lineage {
  const finished = runs.filter(({ status }) => status === 'done' || status === 'locked');
  const last = new Map<string, ComparedItem['status']>();
  for (const { items } of runs) for (const item of items) last.set(placeOf(item), null);
  for (const { items } of finished) {
    for (const item of items) if (item.status !== null) last.set(placeOf(item), item.status);
  }
  const results = { ok: 0, fail: 0, na: 0, open: 0 };
  for (const status of last.values()) results[status ?? 'open'] += 1;
  return { verdict: verdictOf(finished, results), results };
}

function verdictOf(finished: readonly LineageRun[], results: ResultCounts): Verdict | null {
  const told = finished.flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
  const newest = told.at(-1);
  if (newest === undefined) return null;
  if (results.fail > 0 || newest === 'failed') return 'failed';
  return told.includes('passed_with_remarks') ? 'passed_with_remarks' : newest;
}

/** By what a case with a row of its data is known in every run. */
export function placeOf({
  caseId,
  parameterRow,
}: Pick<ComparedItem, 'caseId' | 'parameterRow'>): string {
  return `${caseId} ${parameterRow ?? ''}`;
}
