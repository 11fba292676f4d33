/** What becomes of a test run; `FAILED_STUCK` waits for a person, as nobody knows whether its step was done. */
export const testRunStatuses = [
  'PENDING',
  'QUEUED',
  'IN_PROGRESS',
  'PASSED',
  'FAILED',
  'FAILED_STUCK',
  'CANCELLED',
  'SKIPPED',
] as const;
export type TestRunStatus = (typeof testRunStatuses)[number];

export const finishedStatuses = ['PASSED', 'FAILED', 'CANCELLED', 'SKIPPED'] as const;
export type FinishedStatus = (typeof finishedStatuses)[number];

export function isFinished(status: TestRunStatus): status is FinishedStatus {
  return finishedStatuses.some((one) => one === status);
}

export const suiteRunStatuses = ['IN_PROGRESS', 'PASSED', 'FAILED', 'CANCELLED'] as const;
export type SuiteRunStatus = (typeof suiteRunStatuses)[number];

/** How a run of a suite came to be: somebody's click, a token, the command line, a time plan, another run. */
export const suiteRunOrigins = [
  'person',
  'program',
  'command',
  'schedule',
  'fork',
  'rerun',
] as const;
export type SuiteRunOrigin = (typeof suiteRunOrigins)[number];

/** What became of one attempt of a step. */
export const stepStatuses = ['PASSED', 'FAILED', 'RETRIED', 'SKIPPED', 'CANCELLED'] as const;
export type StepStatus = (typeof stepStatuses)[number];

/** How many test runs of a suite run are in each status. */
export type RunCounts = Readonly<Record<TestRunStatus, number>>;
