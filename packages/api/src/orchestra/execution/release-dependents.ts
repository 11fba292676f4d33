import {
  type RunState,
  scenariosOver,
  statesOfScenarios,
  suiteExportsOf,
  type WaitingTestRun,
  waitingForOthers,
} from '@atelier/db/orchestra/execution-reads.ts';
import { giveInherited } from '@atelier/db/orchestra/execution-writes.ts';
import { maxContextBytes } from '@atelier/domain/orchestra/execution-context.ts';
import { dependencyState, releaseOf } from '@atelier/domain/orchestra/release.ts';
import type { Knex } from 'knex';
import { grouped } from './grouped.ts';
import type { KnownPlan } from './plan-cache.ts';

export interface Released {
  readonly released: readonly string[];
  readonly skipped: readonly WaitingTestRun[];
}

/** A run that has ended, by its place in the suite. */
export type EndedRun = Pick<RunState, 'scenarioKey' | 'rowKey' | 'status'>;

/**
 * Finds those that waited for these runs and wait no longer. Looked at is only for whom something may have been
 * decided: whoever waits for the row that ended; and whoever waits for a whole scenario, once all of it is over or one
 * of its runs did not pass. Those that may begin are given what the runs
 * that they depend on have exported for the suite.
 */
export async function releaseDependents(
  trx: Knex,
  suiteRunId: string,
  known: KnownPlan,
  ended: readonly EndedRun[],
): Promise<Released> {
  const keys = [...new Set(ended.map(({ scenarioKey }) => scenarioKey))];
  const concerned = [...new Set(keys.flatMap((key) => known.dependents.get(key) ?? []))];
  if (concerned.length === 0) return { released: [], skipped: [] };
  const failing = ended.flatMap((one) => (one.status === 'PASSED' ? [] : [one.scenarioKey]));
  const waiting = await waitingForOthers(trx, suiteRunId, concerned, {
    rows: ended.flatMap(({ rowKey }) => (rowKey === null ? [] : [rowKey])),
    scenarios: [...(await scenariosOver(trx, suiteRunId, keys)), ...failing],
  });
  if (waiting.length === 0) return { released: [], skipped: [] };
  const states = await statesNeeded(trx, suiteRunId, waiting);
  const byScenario = grouped(states, ({ scenarioKey }) => scenarioKey);
  const byRow = new Map(states.map((one) => [`${one.scenarioKey} ${one.rowKey ?? ''}`, one]));
  const runsFor = ({ scenario, row }: WaitingTestRun['dependsOn'][number]): readonly RunState[] => {
    if (row === undefined) return byScenario.get(scenario) ?? [];
    const own = byRow.get(`${scenario} ${row}`);
    return own === undefined ? [] : [own];
  };
  const released: string[] = [];
  const skipped: WaitingTestRun[] = [];
  // Those that depend on the same runs inherit the same.
  const heirs = new Map<string, { readonly from: readonly string[]; readonly ids: string[] }>();
  for (const run of waiting) {
    const verdict = releaseOf(
      run.dependsOn.map((one) =>
        dependencyState(
          one.on,
          runsFor(one).map(({ status }) => status),
        ),
      ),
    );
    if (verdict === 'unmet') skipped.push(run);
    if (verdict !== 'met') continue;
    released.push(run.id);
    const from = run.dependsOn.flatMap((one) => runsFor(one).map(({ id }) => id));
    const key = run.dependsOn.map(({ scenario, row }) => `${scenario} ${row ?? ''}`).join('|');
    const same = heirs.get(key);
    if (same === undefined) heirs.set(key, { from, ids: [run.id] });
    else same.ids.push(run.id);
  }
  for (const { from, ids } of heirs.values()) await inherit(trx, from, ids);
  return { released, skipped };
}

function statesNeeded(trx: Knex, suiteRunId: string, waiting: readonly WaitingTestRun[]) {
  const needed = waiting.flatMap(({ dependsOn }) => dependsOn);
  const whole = new Set<string>();
  const byRow = new Set<string>();
  const rows = new Set<string>();
  for (const { scenario, row } of needed) {
    if (row === undefined) whole.add(scenario);
    else {
      byRow.add(scenario);
      rows.add(row);
    }
  }
  const ofRows = { scenarios: [...byRow], rows: [...rows] };
  return statesOfScenarios(trx, suiteRunId, [...whole], ofRows);
}

/** What is more than a run can go on from fails those who would inherit it; what they clean up they clean up. */
async function inherit(trx: Knex, from: readonly string[], ids: readonly string[]): Promise<void> {
  const exported = await suiteExportsOf(trx, from, maxContextBytes);
  if (exported === null) {
    const failure = { code: 'CONTEXT_TOO_LARGE', facts: { bytes: maxContextBytes } };
    return giveInherited(trx, ids, { failure });
  }
  if (exported.length === 0) return;
  const named = (isSealed: boolean, prefix = '') =>
    Object.fromEntries(
      exported
        .filter((one) => one.isSealed === isSealed)
        .map(({ name, value }) => [`${prefix}${name}`, value]),
    );
  await giveInherited(trx, ids, { suite: named(false), sealed: named(true, 'suite:') });
}
