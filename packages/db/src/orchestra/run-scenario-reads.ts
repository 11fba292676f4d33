import type { RunCounts } from '@atelier/domain/orchestra/statuses.ts';
import type { RunScenario } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import { allCounts } from './suite-run-reads.ts';

/** How the scenarios of a run are, each with all its rows together, in the order of the suite. */
export async function listRunScenarios(
  db: Knex,
  suiteRunId: string,
): Promise<readonly RunScenario[]> {
  const { rows } = await db.raw<{
    rows: { scenario_key: string; test_id: string; counts: Readonly<Partial<RunCounts>> }[];
  }>(
    `SELECT scenario_key, (array_agg(first_id ORDER BY place))[1] AS test_id,
       jsonb_object_agg(status, count) AS counts
     FROM (
       SELECT scenario_key, status, min(place) AS place, count(*)::int AS count,
         (array_agg(id ORDER BY place))[1] AS first_id
       FROM orchestra.test_runs WHERE suite_run_id = ?::uuid GROUP BY scenario_key, status
     ) AS s GROUP BY scenario_key ORDER BY min(place)`,
    [suiteRunId],
  );
  return rows.map(({ scenario_key, test_id, counts }) => ({
    scenarioKey: scenario_key,
    testRunId: test_id,
    counts: allCounts(counts),
  }));
}
