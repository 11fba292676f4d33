import { newId } from '@atelier/db/kernel/new-id.ts';
import { authorId } from '@atelier/db/orchestra/author.ts';
import {
  insertSuiteRun,
  insertTestRuns,
  type NewTestRun,
} from '@atelier/db/orchestra/suite-run-writes.ts';
import type { Actor } from '@atelier/domain/identity/actor.ts';
import { milliseconds } from '@atelier/domain/orchestra/duration.ts';
import { environmentNeeds } from '@atelier/domain/orchestra/environment-needs.ts';
import { orchestraError } from '@atelier/domain/orchestra/errors.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import {
  countPlannedRuns,
  maxTestRuns,
  type PlannedRun,
  plannedRuns,
  type RunPlan,
  withDependencies,
} from '@atelier/domain/orchestra/run-plan.ts';
import type { SuiteRunOrigin } from '@atelier/domain/orchestra/statuses.ts';
import { environmentRefusal } from '@atelier/domain/orchestra/suite-errors.ts';
import type { Scenario } from '@atelier/domain/orchestra/suite-file.ts';
import type { Suite } from '@atelier/domain/orchestra/types.ts';
import { setLimit } from '@atelier/engine/enqueue.ts';
import type { Knex } from 'knex';
import { requireEnvironment } from '../environments.ts';
import { environmentKey, suiteRunKey, testRunQueue } from '../execution/test-run-queue.ts';
import { requireRunnable } from '../suite-check.ts';
import { requireSuite } from '../suites.ts';

export interface StartRequest {
  readonly suiteId: string;
  readonly environmentId: string;
  readonly scenarios?: readonly string[] | undefined;
  readonly context: Readonly<Record<string, Json>>;
  readonly priority: number;
  readonly origin: SuiteRunOrigin;
}

/**
 * Starts a run of a suite: pins everything that it does, and makes its test runs. Throws
 * `ERR_SCENARIO_SUITE_ARCHIVED`, `ERR_ENVIRONMENT_ARCHIVED`, `ERR_SCENARIO_NOT_FOUND`, `ERR_SCENARIO_SUITE_EMPTY`,
 * `ERR_SUITE_RUN_TOO_LARGE`.
 *
 * @returns its id
 */
export async function startRun(
  trx: Knex.Transaction,
  request: StartRequest,
  actor: Actor,
): Promise<string> {
  const suite = await requireSuite(trx, request.suiteId);
  if (suite.isArchived) throw orchestraError('ERR_SCENARIO_SUITE_ARCHIVED');
  const plan = await planOf(trx, suite, request);
  return insertRun(trx, plan, { ...request, forkedFromId: null, runs: plannedRuns(plan) }, actor);
}

async function planOf(trx: Knex, suite: Suite, request: StartRequest): Promise<RunPlan> {
  const { definition } = suite;
  requireRunnable(definition);
  const environment = await requireEnvironment(trx, request.environmentId);
  if (environment.isArchived) throw orchestraError('ERR_ENVIRONMENT_ARCHIVED');
  const { variables, secretNames: secrets } = environment;
  const scenarios = chosen(definition.scenarios, request.scenarios);
  const lacking = environmentRefusal(environmentNeeds(scenarios.flatMap(({ steps }) => steps)), {
    variables: ['baseUrls', ...Object.keys(variables)],
    secrets,
  });
  if (lacking !== null) throw lacking;
  const used = new Set(scenarios.map(({ dataSet }) => dataSet));
  const dataSets = definition.dataSets.filter(({ name }) => used.has(name));
  const count = countPlannedRuns({ scenarios: [...scenarios], dataSets });
  if (count === 0) throw orchestraError('ERR_SCENARIO_SUITE_EMPTY');
  if (count > maxTestRuns) {
    throw orchestraError('ERR_SUITE_RUN_TOO_LARGE', { limit: maxTestRuns });
  }
  return {
    suite: { id: suite.id, name: suite.name, revision: suite.revision },
    process:
      suite.processVersionId === null
        ? null
        : {
            versionId: suite.processVersionId,
            name: suite.processName ?? '',
            versionNumber: suite.processVersionNumber ?? 0,
          },
    environment: {
      id: environment.id,
      name: environment.name,
      revision: environment.revision,
      baseUrls: environment.baseUrls,
      variables: environment.variables,
      allowedHosts: environment.allowedHosts,
    },
    settings: definition.settings,
    dataSets,
    scenarios,
  };
}

function chosen(
  scenarios: readonly Scenario[],
  keys: readonly string[] | undefined,
): readonly Scenario[] {
  if (keys === undefined) return scenarios;
  const missing = keys.find((key) => !scenarios.some((scenario) => scenario.key === key));
  if (missing !== undefined) throw orchestraError('ERR_SCENARIO_NOT_FOUND', { key: missing });
  return withDependencies(scenarios, keys);
}

export interface RunToInsert {
  readonly suiteId: string;
  readonly environmentId: string;
  readonly context: Readonly<Record<string, Json>>;
  readonly priority: number;
  readonly origin: SuiteRunOrigin;
  readonly forkedFromId: string | null;
  readonly runs: readonly PlannedRun[];
  /** Where a run that was forked begins, with what. */
  readonly from?: { readonly position: number; readonly context: Readonly<Record<string, Json>> };
}

/** Writes a run of a suite with its test runs; gives its id. */
export async function insertRun(
  trx: Knex.Transaction,
  plan: RunPlan,
  run: RunToInsert,
  actor: Actor,
): Promise<string> {
  const id = newId();
  const { suiteId, environmentId, context, origin, forkedFromId, from } = run;
  const startedByUserId = authorId(actor);
  await insertSuiteRun(trx, {
    ...{ id, suiteId, environmentId, context, plan, origin, forkedFromId, startedByUserId },
    limitMs: milliseconds(plan.settings.limits.run),
  });
  const { maxParallel } = plan.settings;
  if (maxParallel !== undefined) await setLimit(trx, testRunQueue, suiteRunKey(id), maxParallel);
  const limitKeys = [
    environmentKey(environmentId),
    ...(maxParallel === undefined ? [] : [suiteRunKey(id)]),
  ];
  await insertTestRuns(
    trx,
    run.runs.map(({ scenario, row, name, dependsOn }, place): NewTestRun => {
      const rowKey = row?.key ?? null;
      return {
        ...{ id: newId(), suiteRunId: id, scenarioKey: scenario.key, rowKey, name, place },
        ...{ dependsOn, limitKeys, position: from?.position ?? 0 },
        status: dependsOn.length === 0 ? 'QUEUED' : 'PENDING',
        priority: Math.max(-100, Math.min(100, run.priority + scenario.priority)),
        context: {
          suiteRunId: id,
          scenario: scenario.key,
          row: rowKey,
          steps: scenario.steps.length,
          hasCleanup: scenario.steps.some(({ meta }) => meta.cleanup === true),
          ...from?.context,
        },
      };
    }),
  );
  return id;
}
