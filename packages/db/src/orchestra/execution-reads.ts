import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { RunDependency } from '@atelier/domain/orchestra/run-plan.ts';
import type { TestRunStatus } from '@atelier/domain/orchestra/statuses.ts';
import type { Knex } from 'knex';

/** Where the test runs of these ids belong, and what has become of them. */
export async function statesOf(
  db: Knex,
  ids: readonly string[],
): Promise<readonly (RunState & { readonly suiteRunId: string })[]> {
  const { rows } = await db.raw<{ rows: (StateRow & { suite_run_id: string })[] }>(
    `SELECT id, suite_run_id, scenario_key, row_key, status FROM orchestra.test_runs
     WHERE id = ANY (?::uuid[])`,
    [[...ids]],
  );
  return rows.map((row) => ({ ...toState(row), suiteRunId: row.suite_run_id }));
}

export interface WaitingTestRun {
  readonly id: string;
  readonly scenarioKey: string;
  readonly rowKey: string | null;
  readonly dependsOn: readonly RunDependency[];
}

/** What has ended: these rows, each for those that wait for their own row; and for all others these scenarios. */
export interface EndedParts {
  readonly rows: readonly string[];
  readonly scenarios: readonly string[];
}

/** Of the runs of these scenarios those that wait for something of what has ended. */
export async function waitingForOthers(
  trx: Knex,
  suiteRunId: string,
  scenarioKeys: readonly string[],
  ended: EndedParts,
): Promise<readonly WaitingTestRun[]> {
  const { rows } = await trx.raw<{
    rows: {
      id: string;
      scenario_key: string;
      row_key: string | null;
      depends_on: readonly RunDependency[];
    }[];
  }>(
    `SELECT id, scenario_key, row_key, depends_on FROM orchestra.test_runs
     WHERE suite_run_id = :suiteRunId::uuid AND scenario_key = ANY (:scenarioKeys::text[])
       AND finished_at IS NULL AND status = 'PENDING' AND waits_for ->> 'kind' IN ('dependency', 'pause')
       AND started_at IS NULL AND (row_key = ANY (:rows::text[]) OR EXISTS (
         SELECT FROM jsonb_array_elements(depends_on) AS each
         WHERE each ->> 'row' IS NULL AND each ->> 'scenario' = ANY (:scenarios::text[])
       ))
     ORDER BY place`,
    {
      ...{ suiteRunId, scenarioKeys: [...scenarioKeys] },
      ...{ rows: [...ended.rows], scenarios: [...ended.scenarios] },
    },
  );
  return rows.map((row) => ({
    id: row.id,
    scenarioKey: row.scenario_key,
    rowKey: row.row_key,
    dependsOn: row.depends_on,
  }));
}

export interface RunState {
  readonly id: string;
  readonly scenarioKey: string;
  readonly rowKey: string | null;
  readonly status: TestRunStatus;
}

/** Of these scenarios those of which no run is left that is not over. */
export async function scenariosOver(
  trx: Knex,
  suiteRunId: string,
  scenarioKeys: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await trx.raw<{ rows: { key: string }[] }>(
    `SELECT key FROM unnest(:scenarioKeys::text[]) AS key WHERE NOT EXISTS (
       SELECT FROM orchestra.test_runs
       WHERE suite_run_id = :suiteRunId::uuid AND scenario_key = key AND finished_at IS NULL)`,
    { suiteRunId, scenarioKeys: [...scenarioKeys] },
  );
  return rows.map(({ key }) => key);
}

/** What has become of the runs of these scenarios, in the order of the suite; and of these rows of the others. */
export async function statesOfScenarios(
  trx: Knex,
  suiteRunId: string,
  scenarioKeys: readonly string[],
  ofRows: { readonly scenarios: readonly string[]; readonly rows: readonly string[] },
): Promise<readonly RunState[]> {
  const { rows } = await trx.raw<{ rows: StateRow[] }>(
    `SELECT id, scenario_key, row_key, status FROM orchestra.test_runs
     WHERE suite_run_id = :suiteRunId::uuid AND (scenario_key = ANY (:scenarioKeys::text[])
       OR scenario_key = ANY (:scenarios::text[]) AND row_key = ANY (:rows::text[]))
     ORDER BY place`,
    {
      ...{ suiteRunId, scenarioKeys: [...scenarioKeys] },
      ...{ scenarios: [...ofRows.scenarios], rows: [...ofRows.rows] },
    },
  );
  return rows.map(toState);
}

interface StateRow {
  readonly id: string;
  readonly scenario_key: string;
  readonly row_key: string | null;
  readonly status: TestRunStatus;
}

function toState(row: StateRow): RunState {
  return {
    id: row.id,
    scenarioKey: row.scenario_key,
    rowKey: row.row_key,
    status: row.status,
  };
}

/** A value that runs exported for the suite; one that is secret is sealed. */
export interface SuiteExport {
  readonly name: string;
  readonly value: Json;
  readonly isSealed: boolean;
}

/**
 * What these runs exported for those that depend on them; of several that export the same name the last in the order
 * of the suite counts. Null where it is more than so many bytes: that is not read.
 */
export async function suiteExportsOf(
  db: Knex,
  ids: readonly string[],
  maxBytes: number,
): Promise<readonly SuiteExport[] | null> {
  const { rows } = await db.raw<{
    rows: { name: string; value: Json; is_sealed: boolean; bytes: string }[];
  }>(
    `WITH given AS (
       SELECT place, execution_context AS context FROM orchestra.test_runs WHERE id = ANY (:ids::uuid[])
     ),
     last AS (
       SELECT DISTINCT ON (name) name, value, is_sealed FROM (
         SELECT place, key AS name, value, false AS is_sealed
         FROM given, jsonb_each(CASE jsonb_typeof(context -> 'suite') WHEN 'object' THEN context -> 'suite' END)
         UNION ALL
         SELECT place, substr(key, length('suite:') + 1), value, true
         FROM given, jsonb_each(CASE jsonb_typeof(context -> 'sealed') WHEN 'object' THEN context -> 'sealed' END)
         WHERE key LIKE 'suite:%'
       ) AS each ORDER BY name, place DESC
     ),
     measured AS (SELECT *, sum(octet_length(value::text)) OVER () AS bytes FROM last)
     SELECT name, CASE WHEN bytes <= :maxBytes THEN value END AS value, is_sealed, bytes FROM measured`,
    { ids: [...ids], maxBytes },
  );
  if (Number(rows[0]?.bytes ?? 0) > maxBytes) return null;
  return rows.map(({ name, value, is_sealed }) => ({ name, value, isSealed: is_sealed }));
}

/** The database's clock, in milliseconds since 1970. */
export async function databaseNow(db: Knex): Promise<number> {
  const { rows } = await db.raw<{ rows: { now: Date }[] }>('SELECT clock_timestamp() AS now');
  return rows[0]?.now.getTime() ?? Number.NaN;
}

/** All test runs of a suite run that are not over. */
export async function unfinishedOf(
  db: Knex,
  suiteRunId: string,
): Promise<readonly { readonly id: string; readonly status: TestRunStatus }[]> {
  const { rows } = await db.raw<{ rows: { id: string; status: TestRunStatus }[] }>(
    `SELECT id, status FROM orchestra.test_runs
     WHERE suite_run_id = ?::uuid AND finished_at IS NULL ORDER BY id`,
    [suiteRunId],
  );
  return rows;
}
