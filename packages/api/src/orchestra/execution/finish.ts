import { statesOf } from '@atelier/db/orchestra/execution-reads.ts';
import { waitingAt } from '@atelier/db/orchestra/execution-writes.ts';
import {
  countTestRuns,
  finishSuiteRun,
  hasUnfinished,
  lockSuiteRuns,
} from '@atelier/db/orchestra/suite-run-writes.ts';
import { suiteRunStatus } from '@atelier/domain/orchestra/release.ts';
import { release, skip } from '@atelier/engine/control.ts';
import { setLimit } from '@atelier/engine/enqueue.ts';
import type { Knex } from 'knex';
import { announceAfter } from './announce.ts';
import type { ExecutionServices } from './execution-services.ts';
import { grouped } from './grouped.ts';
import { type EndedRun, releaseDependents } from './release-dependents.ts';
import { suiteRunKey, testRunQueue } from './test-run-queue.ts';

type Services = Pick<ExecutionServices, 'plans' | 'notifier'>;

/** What the end of test runs brings with it, in the transaction in which they end. */
export async function onTestRunsFinished(
  services: Services,
  trx: Knex.Transaction,
  finished: readonly { readonly id: string }[],
): Promise<void> {
  const places = await statesOf(
    trx,
    finished.map(({ id }) => id),
  );
  const bySuiteRun = grouped(places, ({ suiteRunId }) => suiteRunId);
  // Whoever ends runs of the same suite run at the same moment comes behind, and sees them.
  const locked = await lockSuiteRuns(trx, [...bySuiteRun.keys()]);
  for (const id of [...locked.keys()].sort()) {
    await settleSuiteRun(services, trx, id, bySuiteRun.get(id) ?? []);
  }
}

/**
 * Looks what the end of these runs means for a suite run, which is locked: dependents begin or are
 * skipped, barriers that cannot be reached are told so, and with the last one the suite run ends.
 */
export async function settleSuiteRun(
  { plans, notifier }: Services,
  trx: Knex.Transaction,
  suiteRunId: string,
  runs: readonly EndedRun[],
): Promise<void> {
  const known = await plans.get(trx, suiteRunId);
  if (known === undefined) return;
  const scenarios = new Set(runs.map(({ scenarioKey }) => scenarioKey));
  let ended = runs;
  for (;;) {
    const { released, skipped } = await releaseDependents(trx, suiteRunId, known, ended);
    if (released.length > 0) await release(trx, testRunQueue, released);
    if (skipped.length === 0) break;
    await skip(
      trx,
      testRunQueue,
      skipped.map(({ id }) => id),
      { code: 'DEPENDENCY_UNMET' },
    );
    for (const { scenarioKey } of skipped) scenarios.add(scenarioKey);
    ended = skipped.map((run) => ({ ...run, status: 'SKIPPED' as const }));
  }
  const barriers = [...known.barriers]
    .filter(([, comers]) => comers.some((key) => scenarios.has(key)))
    .map(([barrier]) => barrier);
  if (barriers.length > 0) {
    const waiting = await waitingAt(trx, suiteRunId, null);
    if (waiting.length > 0) await release(trx, testRunQueue, waiting);
  }
  if (await hasUnfinished(trx, suiteRunId)) {
    announceAfter(trx, notifier, suiteRunId, 'test_run');
    return;
  }
  const counts = await countTestRuns(trx, suiteRunId);
  await finishSuiteRun(trx, suiteRunId, suiteRunStatus(counts), counts);
  await setLimit(trx, testRunQueue, suiteRunKey(suiteRunId), null);
  announceAfter(trx, notifier, suiteRunId, 'suite_run');
}
