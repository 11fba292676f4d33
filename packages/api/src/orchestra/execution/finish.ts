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
import { releaseDependents } from './release-dependents.ts';
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
    await settleSuiteRun(
      services,
      trx,
      id,
      bySuiteRun.get(id)?.map(({ scenarioKey }) => scenarioKey) ?? [],
    );
  }
}

/**
 * Looks what the end of runs of these scenarios means for a suite run, which is locked: dependents begin or are
 * skipped, barriers that cannot be reached are told so, and with the last one the suite run ends.
 */
export async function settleSuiteRun(
  { plans, notifier }: Services,
  trx: Knex.Transaction,
  suiteRunId: string,
  scenarios: readonly string[],
): Promise<void> {
  const known = await plans.get(trx, suiteRunId);
  if (known === undefined) return;
  let ended = new Set(scenarios);
  for (;;) {
    const { released, skipped } = await releaseDependents(trx, suiteRunId, known, [...ended]);
    if (released.length > 0) await release(trx, testRunQueue, released);
    if (skipped.length === 0) break;
    await skip(
      trx,
      testRunQueue,
      skipped.map(({ id }) => id),
      { code: 'DEPENDENCY_UNMET' },
    );
    for (const { scenarioKey } of skipped)
      if (!ended.has(scenarioKey)) scenarios = [...scenarios, scenarioKey];
    ended = new Set(skipped.map(({ scenarioKey }) => scenarioKey));
  }
  const barriers = [...known.barriers]
    .filter(([, comers]) => comers.some((key) => scenarios.includes(key)))
    .map(([barrier]) => barrier);
  if (barriers.length > 0) {
    const waiting = await waitingAt(trx, suiteRunId, null);
    if (waiting.length > 0) await release(trx, testRunQueue, waiting);
  }
  if (await hasUnfinished(trx, suiteRunId)) {
    announceAfter(notifier, suiteRunId, 'test_run');
    return;
  }
  const counts = await countTestRuns(trx, suiteRunId);
  await finishSuiteRun(trx, suiteRunId, suiteRunStatus(counts), counts);
  await setLimit(trx, testRunQueue, suiteRunKey(suiteRunId), null);
  announceAfter(notifier, suiteRunId, 'suite_run');
}
