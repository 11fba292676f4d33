import type { ComparedTest } from '@atelier/domain/orchestra/compare-runs.ts';
import type { TestRunStatus } from '@atelier/domain/orchestra/statuses.ts';
import type { Knex } from 'knex';

interface Row {
  readonly scenario_key: string;
  readonly row_key: string;
  readonly name: string;
  readonly before_id: string | null;
  readonly before_status: TestRunStatus;
  readonly before_ms: number | null;
  readonly after_id: string | null;
  readonly after_status: TestRunStatus;
  readonly after_ms: number | null;
}

/** The tests of two runs by scenario and row, in the order of the later one; what only the other has comes last. */
export async function comparedTests(
  db: Knex,
  beforeId: string,
  afterId: string,
): Promise<readonly ComparedTest[]> {
  const of = (binding: string) => `SELECT id, scenario_key, coalesce(row_key, '') AS row_key, name,
      place, status, extract(epoch FROM finished_at - started_at)::float8 * 1000 AS ms
    FROM orchestra.test_runs WHERE suite_run_id = ${binding}::uuid`;
  const { rows } = await db.raw<{ rows: Row[] }>(
    `WITH b AS (${of(':beforeId')}), a AS (${of(':afterId')})
     SELECT scenario_key, row_key, coalesce(a.name, b.name) AS name,
       b.id AS before_id, b.status AS before_status, b.ms AS before_ms,
       a.id AS after_id, a.status AS after_status, a.ms AS after_ms
     FROM b FULL JOIN a USING (scenario_key, row_key)
     ORDER BY a.place NULLS LAST, b.place`,
    { beforeId, afterId },
  );
  const outcome = (testRunId: string | null, status: TestRunStatus, ms: number | null) =>
    testRunId === null ? null : { testRunId, status, ms: ms === null ? null : Math.round(ms) };
  return rows.map((row) => ({
    scenarioKey: row.scenario_key,
    rowKey: row.row_key === '' ? null : row.row_key,
    name: row.name,
    before: outcome(row.before_id, row.before_status, row.before_ms),
    after: outcome(row.after_id, row.after_status, row.after_ms),
  }));
}
