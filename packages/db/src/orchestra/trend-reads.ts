import type { RunCounts } from '@atelier/domain/orchestra/statuses.ts';
import type {
  FlakyScenario,
  SuiteTrends,
  TrendRun,
  TrendScenario,
} from '@atelier/domain/orchestra/trend-types.ts';
import type { Knex } from 'knex';
import { instantOf } from './person.ts';
import { allCounts } from './suite-run-reads.ts';

export interface TrendQuery {
  readonly suiteId: string;
  readonly environmentId?: string | undefined;
  readonly runs: number;
}

/** How many scenarios, and how many flaky ones, are told. */
const shownScenarios = 200;
const shownFlaky = 50;

/** Runs of the suite that are over, the newest; what was forked was begun in its midst, and says nothing of the suite. */
const chosen = `chosen AS MATERIALIZED (
    SELECT r.id, r.number, r.environment_id, r.started_at,
      (r.plan_json -> 'suite' ->> 'revision')::int AS revision
    FROM orchestra.suite_runs AS r
    WHERE r.suite_id = :suiteId::uuid AND r.finished_at IS NOT NULL AND r.origin <> 'fork'
      AND (:environmentId::uuid IS NULL OR r.environment_id = :environmentId::uuid)
    ORDER BY r.started_at DESC, r.id DESC LIMIT :runs
  )`;

/** Each scenario in each of them. One that was skipped or cancelled came out in no way. */
const outcomes = `outcomes AS (
    SELECT t.scenario_key, c.id AS run_id, c.number, c.environment_id, c.revision, c.started_at,
      bool_or(t.status = 'FAILED') AS has_failed,
      (array_agg(t.id ORDER BY t.status = 'FAILED' DESC, t.place))[1] AS test_id
    FROM chosen AS c JOIN orchestra.test_runs AS t ON t.suite_run_id = c.id
    WHERE t.status IN ('PASSED', 'FAILED') GROUP BY 1, 2, 3, 4, 5, 6
  )`;

/** How a suite went over its last runs. */
export async function readTrends(db: Knex, query: TrendQuery): Promise<SuiteTrends> {
  const bindings = { ...query, environmentId: query.environmentId ?? null };
  const runs = await trendRuns(db, bindings);
  const scenarios = await trendScenarios(db, bindings);
  const flaky = scenarios
    .filter(({ changes }) => changes >= 2)
    .sort((one, other) => other.changes - one.changes || other.failures - one.failures)
    .slice(0, shownFlaky);
  const sorted = runs.map(({ ms }) => ms).sort((one, other) => one - other);
  return {
    runs,
    medianMs: quantile(sorted, 0.5),
    p90Ms: quantile(sorted, 0.9),
    scenarios: scenarios.slice(0, shownScenarios),
    flaky: await withOutcomes(db, bindings, flaky),
  };
}

/** Between the two nearest values, as PostgreSQL's `percentile_cont` has it. */
function quantile(sorted: readonly number[], share: number): number | null {
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (place - Math.floor(place));
}

type Bindings = Readonly<Record<string, string | number | null>>;

async function trendRuns(db: Knex, bindings: Bindings): Promise<readonly TrendRun[]> {
  const { rows } = await db.raw<{
    rows: {
      id: string;
      number: number;
      status: TrendRun['status'];
      origin: TrendRun['origin'];
      revision: number;
      environment: string;
      started_at: Date;
      ms: number;
      counts: Readonly<Partial<RunCounts>>;
    }[];
  }>(
    `WITH ${chosen}
     SELECT r.id, r.number, r.status, r.origin, c.revision, r.started_at,
       r.plan_json -> 'environment' ->> 'name' AS environment,
       extract(epoch FROM r.finished_at - r.started_at)::float8 * 1000 AS ms, s.counts
     FROM chosen AS c JOIN orchestra.suite_runs AS r ON r.id = c.id
     CROSS JOIN LATERAL (
       SELECT coalesce(jsonb_object_agg(status, count), '{}') AS counts FROM (
         SELECT status, count(*)::int AS count FROM orchestra.test_runs
         WHERE suite_run_id = c.id GROUP BY status
       ) AS t
     ) AS s
     ORDER BY r.started_at, r.id`,
    bindings,
  );
  return rows.map(({ counts, environment, started_at, ms, ...run }) => {
    const { PASSED, FAILED, ...others } = allCounts(counts);
    return {
      ...run,
      environmentName: environment,
      startedAt: instantOf(started_at),
      ms: Math.round(ms),
      passed: PASSED,
      failed: FAILED,
      others: Object.values(others).reduce((sum, count) => sum + count, 0),
    };
  });
}

async function trendScenarios(db: Knex, bindings: Bindings): Promise<readonly TrendScenario[]> {
  const { rows } = await db.raw<{ rows: TrendScenario[] }>(
    `WITH ${chosen}, ${outcomes}, changed AS (
       SELECT *, has_failed <> lag(has_failed) OVER (
         PARTITION BY scenario_key, environment_id, revision ORDER BY started_at, run_id
       ) AS is_change FROM outcomes
     ), counted AS (
       SELECT scenario_key, count(*)::int AS runs, count(*) FILTER (WHERE has_failed)::int AS failures,
         count(*) FILTER (WHERE is_change)::int AS changes
       FROM changed GROUP BY scenario_key
     ), paces AS (
       SELECT t.scenario_key,
         percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (
           ORDER BY extract(epoch FROM t.finished_at - t.started_at) * 1000
         ) AS ms
       FROM chosen AS c JOIN orchestra.test_runs AS t ON t.suite_run_id = c.id
       WHERE t.status = 'PASSED' AND t.started_at IS NOT NULL GROUP BY 1
     )
     SELECT n.scenario_key AS "scenarioKey", coalesce(s.name, n.scenario_key) AS name, n.runs,
       n.failures, n.changes, round(p.ms[1])::float8 AS "medianMs", round(p.ms[2])::float8 AS "p90Ms"
     FROM counted AS n LEFT JOIN paces AS p USING (scenario_key)
     LEFT JOIN orchestra.test_scenarios AS s ON s.suite_id = :suiteId::uuid AND s.key = n.scenario_key
     ORDER BY n.failures DESC, p.ms[2] DESC NULLS LAST, n.scenario_key`,
    bindings,
  );
  return rows;
}

async function withOutcomes(
  db: Knex,
  bindings: Bindings,
  flaky: readonly TrendScenario[],
): Promise<readonly FlakyScenario[]> {
  if (flaky.length === 0) return [];
  const { rows } = await db.raw<{
    rows: {
      scenario_key: string;
      run_id: string;
      number: number;
      test_id: string;
      has_failed: boolean;
    }[];
  }>(
    `WITH ${chosen}, ${outcomes}
     SELECT scenario_key, run_id, number, test_id, has_failed FROM outcomes
     WHERE scenario_key = ANY (:keys::text[]) ORDER BY started_at, run_id`,
    { ...bindings, keys: flaky.map(({ scenarioKey }) => scenarioKey) as never },
  );
  return flaky.map((scenario) => ({
    ...scenario,
    outcomes: rows
      .filter((row) => row.scenario_key === scenario.scenarioKey)
      .map((row) => ({
        suiteRunId: row.run_id,
        number: row.number,
        testRunId: row.test_id,
        hasFailed: row.has_failed,
      })),
  }));
}
