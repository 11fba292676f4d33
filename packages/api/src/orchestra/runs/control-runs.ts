import { statesOf, unfinishedOf } from '@atelier/db/orchestra/execution-reads.ts';
import { editContext } from '@atelier/db/orchestra/execution-writes.ts';
import { lockSuiteRuns } from '@atelier/db/orchestra/suite-run-writes.ts';
import { orchestraError } from '@atelier/domain/orchestra/errors.ts';
import { freshStep } from '@atelier/domain/orchestra/execution-context.ts';
import { isFinished } from '@atelier/domain/orchestra/statuses.ts';
import { decide, pause, requestCancel, resume } from '@atelier/engine/control.ts';
import type { Knex } from 'knex';
import type { OrchestraContext } from '../context.ts';
import { settleSuiteRun } from '../execution/finish.ts';
import { testRunQueue } from '../execution/test-run-queue.ts';
import { requireLockedTest, requireStoredTest } from './read-runs.ts';

type Services = Pick<OrchestraContext, 'notifier'> & Pick<OrchestraContext['orchestra'], 'plans'>;

/** Throws `ERR_SUITE_RUN_NOT_FOUND`, `ERR_SUITE_RUN_FINISHED`. */
async function lockRunning(trx: Knex.Transaction, suiteRunId: string): Promise<void> {
  const status = (await lockSuiteRuns(trx, [suiteRunId])).get(suiteRunId);
  if (status === undefined) throw orchestraError('ERR_SUITE_RUN_NOT_FOUND');
  if (status !== 'IN_PROGRESS') throw orchestraError('ERR_SUITE_RUN_FINISHED');
}

/** Ends all of a suite run: what has not begun at once, all else behind its cleanup. */
export async function cancelSuiteRun(
  trx: Knex.Transaction,
  suiteRunId: string,
  services: Services,
): Promise<void> {
  await lockRunning(trx, suiteRunId);
  await cancelTests(
    trx,
    suiteRunId,
    (await unfinishedOf(trx, suiteRunId)).map(({ id }) => id),
    services,
  );
}

/** Ends one test run. Throws `ERR_TEST_RUN_NOT_FOUND`, `ERR_TEST_RUN_STATUS`. */
export async function cancelTest(
  trx: Knex.Transaction,
  testRunId: string,
  services: Services,
): Promise<void> {
  const suiteRunId = await lockSuiteOf(trx, testRunId);
  const { test } = await requireLockedTest(trx, testRunId);
  if (isFinished(test.status)) {
    throw orchestraError('ERR_TEST_RUN_STATUS', { status: test.status });
  }
  await cancelTests(trx, suiteRunId, [testRunId], services);
}

/** The suite run is locked before its tests, by everybody. Throws `ERR_TEST_RUN_NOT_FOUND`. */
export async function lockSuiteOf(trx: Knex.Transaction, testRunId: string): Promise<string> {
  const { test } = await requireStoredTest(trx, testRunId);
  await lockSuiteRuns(trx, [test.suiteRunId]);
  return test.suiteRunId;
}

async function cancelTests(
  trx: Knex.Transaction,
  suiteRunId: string,
  ids: readonly string[],
  { plans, notifier }: Services,
): Promise<void> {
  // What is stuck has begun, and may have something to clean up: it does so, and ends as cancelled.
  const stuck = (await statesOf(trx, ids)).filter(({ status }) => status === 'FAILED_STUCK');
  for (const { id } of stuck) {
    const { test, context } = await requireLockedTest(trx, id);
    if (test.status !== 'FAILED_STUCK' || !context.hasCleanup) continue;
    const next = { ...context, ...freshStep, isCancelled: true };
    await editContext(trx, id, next, test.position);
    await decide(trx, testRunQueue, id, { as: 'retry' });
  }
  const { cancelled } = await requestCancel(trx, testRunQueue, ids);
  if (cancelled.length === 0) return;
  await settleSuiteRun({ plans, notifier }, trx, suiteRunId, await statesOf(trx, cancelled));
}

/** What has not begun waits; all else stops behind the step at hand. */
export async function pauseSuiteRun(trx: Knex.Transaction, suiteRunId: string): Promise<void> {
  await lockRunning(trx, suiteRunId);
  await pause(
    trx,
    testRunQueue,
    (await unfinishedOf(trx, suiteRunId)).map(({ id }) => id),
  );
}

export async function resumeSuiteRun(trx: Knex.Transaction, suiteRunId: string): Promise<void> {
  await lockRunning(trx, suiteRunId);
  await resume(
    trx,
    testRunQueue,
    (await unfinishedOf(trx, suiteRunId)).map(({ id }) => id),
  );
}

/** Throws `ERR_TEST_RUN_NOT_FOUND`, `ERR_TEST_RUN_STATUS` where it is over or paused already. */
export async function pauseTest(trx: Knex.Transaction, testRunId: string): Promise<void> {
  const { test } = await requireLockedTest(trx, testRunId);
  const changed = await pause(trx, testRunQueue, [testRunId]);
  if (changed.length === 0) throw orchestraError('ERR_TEST_RUN_STATUS', { status: test.status });
}

export async function resumeTest(trx: Knex.Transaction, testRunId: string): Promise<void> {
  const { test } = await requireLockedTest(trx, testRunId);
  const changed = await resume(trx, testRunQueue, [testRunId]);
  if (changed.length === 0) throw orchestraError('ERR_TEST_RUN_STATUS', { status: test.status });
}
