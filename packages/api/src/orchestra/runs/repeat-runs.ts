import { listExports, listTestRuns } from '@atelier/db/orchestra/test-run-reads.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { valuesBefore } from '@atelier/domain/orchestra/context-before.ts';
import { orchestraError } from '@atelier/domain/orchestra/errors.ts';
import { freshStep } from '@atelier/domain/orchestra/execution-context.ts';
import { plannedRuns, withDependencies } from '@atelier/domain/orchestra/run-plan.ts';
import type { forkInput, valuesAtInput } from '@atelier/domain/orchestra/schemas.ts';
import type { ValuesAtStep } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { withValues } from './decisions.ts';
import { requireStoredTest, requireSuiteRun } from './read-runs.ts';
import { insertRun } from './start-run.ts';

/**
 * A test run as it was when a step began, for whoever forks it there. Throws `ERR_TEST_RUN_NOT_FOUND`,
 * `ERR_STEP_NOT_REACHED`.
 */
export async function readValuesAt(
  db: Knex,
  { testRunId, position }: z.output<typeof valuesAtInput>,
): Promise<ValuesAtStep> {
  const { values, lastKnown } = await valuesAt(db, testRunId, position);
  return {
    context: values.ctx,
    suiteContext: values.suite,
    secretNames: Object.keys(values.sealed).map((place) => place.slice(place.indexOf(':') + 1)),
    lastKnown,
  };
}

async function valuesAt(db: Knex, testRunId: string, position: number) {
  const { test, context } = await requireStoredTest(db, testRunId);
  const run = await requireSuiteRun(db, test.suiteRunId);
  const scenario = run.plan.scenarios.find(({ key }) => key === test.scenarioKey);
  if (scenario === undefined || position > test.position || position >= scenario.steps.length) {
    throw orchestraError('ERR_STEP_NOT_REACHED', { position });
  }
  const results = await listExports(db, testRunId);
  return { test, run, scenario, context, ...valuesBefore(context, results, scenario, position) };
}

/**
 * A new run of one test from a step on, with the values that it had there or with other ones, and with what drivers
 * kept last, such as cookies: the plan is that of the old run. It waits for nobody. Throws `ERR_TEST_RUN_NOT_FOUND`,
 * `ERR_STEP_NOT_REACHED`.
 *
 * @returns the id of the new run of the suite
 */
export async function forkTest(
  trx: Knex.Transaction,
  { testRunId, position, context: given }: z.output<typeof forkInput>,
  actor: Actor,
): Promise<string> {
  const { test, run, scenario, context, values } = await valuesAt(trx, testRunId, position);
  const plan = { ...run.plan, scenarios: [scenario] };
  const [planned] = plannedRuns(plan).filter(({ row }) => (row?.key ?? null) === test.rowKey);
  if (planned === undefined) throw orchestraError('ERR_STEP_NOT_REACHED', { position });
  const { ctx, suite, sealed, drivers } = withValues({ ...context, ...values }, given);
  return insertRun(
    trx,
    plan,
    {
      ...{ suiteId: run.suiteId, environmentId: run.environmentId, context: run.context },
      ...{ priority: 0, origin: 'fork', forkedFromId: run.id },
      runs: [{ ...planned, dependsOn: [] }],
      from: { position, context: { ...freshStep, ctx, suite, sealed, drivers } },
    },
    actor,
  );
}

/**
 * A new run of what failed, was skipped or was cancelled, and of what it needs, by the plan of the old run. Throws
 * `ERR_SUITE_RUN_UNFINISHED`, `ERR_NOTHING_FAILED`.
 *
 * @returns the id of the new run
 */
export async function rerunFailed(
  trx: Knex.Transaction,
  suiteRunId: string,
  actor: Actor,
): Promise<string> {
  const run = await requireSuiteRun(trx, suiteRunId);
  if (run.status === 'IN_PROGRESS') throw orchestraError('ERR_SUITE_RUN_UNFINISHED');
  const { items: bad } = await listTestRuns(trx, {
    suiteRunId,
    status: ['FAILED', 'SKIPPED', 'CANCELLED'],
    limit: 20_000,
  });
  if (bad.length === 0) throw orchestraError('ERR_NOTHING_FAILED');
  const keys = [...new Set(bad.map(({ scenarioKey }) => scenarioKey))];
  const plan = { ...run.plan, scenarios: withDependencies(run.plan.scenarios, keys) };
  const isBad = new Set(bad.map(({ scenarioKey, rowKey }) => `${scenarioKey} ${rowKey ?? ''}`));
  const all = plannedRuns(plan);
  const wanted = new Set(
    all
      .filter(({ scenario, row }) => isBad.has(`${scenario.key} ${row?.key ?? ''}`))
      .map(({ scenario, row }) => `${scenario.key} ${row?.key ?? ''}`),
  );
  // What one of them needs, in the rows that it needs.
  const open = all.filter(({ scenario, row }) => wanted.has(`${scenario.key} ${row?.key ?? ''}`));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { scenario, row } of next.dependsOn) {
      for (const needed of all) {
        const isNeeded =
          needed.scenario.key === scenario && (row === undefined || needed.row?.key === row);
        const name = `${needed.scenario.key} ${needed.row?.key ?? ''}`;
        if (!isNeeded || wanted.has(name)) continue;
        wanted.add(name);
        open.push(needed);
      }
    }
  }
  return insertRun(
    trx,
    plan,
    {
      ...{ suiteId: run.suiteId, environmentId: run.environmentId, context: run.context },
      ...{ priority: 0, origin: 'rerun', forkedFromId: run.id },
      runs: all.filter(({ scenario, row }) => wanted.has(`${scenario.key} ${row?.key ?? ''}`)),
    },
    actor,
  );
}
