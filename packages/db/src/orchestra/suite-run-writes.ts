import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { RunDependency, RunPlan } from '@atelier/domain/orchestra/run-plan.ts';
import type {
  RunCounts,
  SuiteRunOrigin,
  SuiteRunStatus,
  TestRunStatus,
} from '@atelier/domain/orchestra/statuses.ts';
import type { Knex } from 'knex';
import { SuiteRunModel } from './models/suite-run.ts';
import { allCounts } from './suite-run-reads.ts';

export interface NewSuiteRun {
  readonly id: string;
  readonly suiteId: string;
  readonly environmentId: string;
  readonly context: Readonly<Record<string, Json>>;
  readonly plan: RunPlan;
  readonly origin: SuiteRunOrigin;
  readonly forkedFromId: string | null;
  readonly startedByUserId: string | null;
  /** How long it may take, in milliseconds; null for as long as it takes. */
  readonly limitMs: number | null;
}

export async function insertSuiteRun(
  trx: Knex,
  { context, plan, limitMs, ...run }: NewSuiteRun,
): Promise<void> {
  await SuiteRunModel.query(trx).insert({
    ...run,
    context,
    // The shapes of a plan are JSON, though their types do not say so.
    planJson: JSON.parse(JSON.stringify(plan)) as Json,
    ...(limitMs !== null && {
      deadlineAt: trx.raw("now() + ?::float8 * interval '1 millisecond'", [limitMs]),
    }),
  });
}

/** Notes of one run that its time is up, and why it ends; undefined where there is none that nobody else has. */
export async function takeLateRun(
  trx: Knex.Transaction,
): Promise<{ readonly id: string; readonly error: Json } | undefined> {
  const { rows } = await trx.raw<{ rows: { id: string; error: Json }[] }>(
    `UPDATE orchestra.suite_runs SET deadline_at = NULL, error = jsonb_build_object('code', 'TIMED_OUT',
       'facts', jsonb_build_object('of', 'run',
         'ms', round(extract(epoch FROM deadline_at - started_at) * 1000)::bigint))
     WHERE id = (SELECT id FROM orchestra.suite_runs
       WHERE status = 'IN_PROGRESS' AND deadline_at <= clock_timestamp()
       ORDER BY deadline_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
     RETURNING id, error`,
  );
  return rows[0];
}

export interface NewTestRun {
  readonly id: string;
  readonly suiteRunId: string;
  readonly scenarioKey: string;
  readonly rowKey: string | null;
  readonly name: string;
  readonly place: number;
  readonly dependsOn: readonly RunDependency[];
  readonly status: Extract<TestRunStatus, 'QUEUED' | 'PENDING'>;
  readonly priority: number;
  readonly limitKeys: readonly string[];
  readonly position: number;
  readonly context: Json;
}

/** The kind of all runs of this queue. */
export const testRunKind = 'test';

/** All of them in a few statements; those that wait for others wait for `dependency`. */
export async function insertTestRuns(trx: Knex, runs: readonly NewTestRun[]): Promise<void> {
  for (let first = 0; first < runs.length; first += 1000) {
    const rows = runs.slice(first, first + 1000).map((run) => ({
      ...{ id: run.id, suite_run_id: run.suiteRunId, scenario_key: run.scenarioKey },
      ...{ row_key: run.rowKey, name: run.name, place: run.place, status: run.status },
      ...{ priority: run.priority, position: run.position, context: run.context },
      ...{ depends_on: run.dependsOn, limit_keys: run.limitKeys },
      waits_for: run.status === 'PENDING' ? { kind: 'dependency' } : null,
    }));
    await trx.raw(
      `INSERT INTO orchestra.test_runs (id, kind, status, priority, due_at, waits_for, position,
         execution_context, limit_keys, suite_run_id, scenario_key, row_key, name, place, depends_on)
       SELECT x.id, :kind, x.status, x.priority, now() - x.priority * interval '1 minute', x.waits_for,
         x.position, x.context, ARRAY(SELECT jsonb_array_elements_text(x.limit_keys)),
         x.suite_run_id, x.scenario_key, x.row_key, x.name, x.place, x.depends_on
       FROM jsonb_to_recordset(:rows::jsonb) AS x (id uuid, suite_run_id uuid, scenario_key text,
         row_key text, name text, place int, status text, priority smallint, position int,
         context jsonb, depends_on jsonb, limit_keys jsonb, waits_for jsonb)`,
      { kind: testRunKind, rows: JSON.stringify(rows) },
    );
  }
}

/** Waits until nobody else changes these runs of suites, in a fixed order; gives the status of each that is there. */
export async function lockSuiteRuns(
  trx: Knex.Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SuiteRunStatus>> {
  const { rows } = await trx.raw<{ rows: { id: string; status: SuiteRunStatus }[] }>(
    `SELECT id, status FROM orchestra.suite_runs WHERE id = ANY (?::uuid[])
     ORDER BY id FOR NO KEY UPDATE`,
    [[...ids]],
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** Whether any of its test runs is not over. */
export async function hasUnfinished(trx: Knex, suiteRunId: string): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { found: boolean }[] }>(
    `SELECT EXISTS (SELECT FROM orchestra.test_runs
       WHERE suite_run_id = ?::uuid AND finished_at IS NULL) AS found`,
    [suiteRunId],
  );
  return rows[0]?.found === true;
}

export async function countTestRuns(trx: Knex, suiteRunId: string): Promise<RunCounts> {
  const { rows } = await trx.raw<{ rows: { status: TestRunStatus; count: number }[] }>(
    `SELECT status, count(*)::int AS count FROM orchestra.test_runs
     WHERE suite_run_id = ?::uuid GROUP BY status`,
    [suiteRunId],
  );
  return allCounts(Object.fromEntries(rows.map(({ status, count }) => [status, count])));
}

/** Ends a run of a suite, with what has become of its test runs. */
export async function finishSuiteRun(
  trx: Knex,
  id: string,
  status: SuiteRunStatus,
  counts: RunCounts,
): Promise<void> {
  await trx.raw(
    `UPDATE orchestra.suite_runs SET status = :status, counts_json = :counts::jsonb,
       finished_at = clock_timestamp() WHERE id = :id::uuid`,
    { id, status, counts: JSON.stringify(counts) },
  );
}
