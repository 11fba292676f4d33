import type { RunCounts, TestRunStatus } from '@atelier/domain/orchestra/statuses.ts';

/** The first of them that any row is in says how the scenario is: what wants looking at comes first. */
const order: readonly TestRunStatus[] = [
  'FAILED_STUCK',
  'FAILED',
  'IN_PROGRESS',
  'QUEUED',
  'PENDING',
  'CANCELLED',
  'SKIPPED',
  'PASSED',
];

export function scenarioStatus(counts: RunCounts): TestRunStatus {
  return order.find((status) => counts[status] > 0) ?? 'PENDING';
}
