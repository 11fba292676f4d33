import { isFinished, type RunCounts, type SuiteRunStatus, type TestRunStatus } from './statuses.ts';
import type { DependencyCondition } from './suite-file.ts';

/** `met`: it may begin; `unmet`: it never will. */
export type Release = 'wait' | 'met' | 'unmet';

/** Whether a dependency is met by what has become of the runs that it is on. */
export function dependencyState(on: DependencyCondition, runs: readonly TestRunStatus[]): Release {
  if (on === 'passed' && runs.some((status) => isFinished(status) && status !== 'PASSED')) {
    return 'unmet';
  }
  if (!runs.every(isFinished)) return 'wait';
  if (on === 'failed') return runs.includes('FAILED') ? 'met' : 'unmet';
  return 'met';
}

/** What becomes of a run with several dependencies: one that cannot be met decides, then one that is waited for. */
export function releaseOf(states: readonly Release[]): Release {
  if (states.includes('unmet')) return 'unmet';
  return states.includes('wait') ? 'wait' : 'met';
}

/**
 * What a suite run has become once all of its test runs are over: failed where one failed, cancelled where one was
 * cancelled and none failed. A scenario that was skipped because another failed fails nothing by itself.
 */
export function suiteRunStatus(counts: RunCounts): SuiteRunStatus {
  const { PENDING, QUEUED, IN_PROGRESS, FAILED_STUCK } = counts;
  if (PENDING + QUEUED + IN_PROGRESS + FAILED_STUCK > 0) return 'IN_PROGRESS';
  if (counts.FAILED > 0) return 'FAILED';
  return counts.CANCELLED > 0 ? 'CANCELLED' : 'PASSED';
}
