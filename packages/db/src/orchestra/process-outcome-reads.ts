import type {
  PathScenario,
  ScenarioOutcome,
} from '@atelier/domain/orchestra/bpmn/suite/run-outcomes.ts';
import type { SuiteRunStatus } from '@atelier/domain/orchestra/statuses.ts';
import type { ProcessSuite } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import { instantOf } from './person.ts';

/** A suite of a process with the version that its last run was of. */
export interface RanSuite extends ProcessSuite {
  readonly versionId: string | null;
  readonly ranVersionId: string | null;
}

/** The suites of a process that are in use, A–Z. A fork is of one test run: it says little of its suite. */
export async function suitesOfProcess(db: Knex, processId: string): Promise<readonly RanSuite[]> {
  const { rows } = await db.raw<{
    rows: {
      id: string;
      name: string;
      version_id: string | null;
      version_number: number | null;
      run_id: string | null;
      number: number;
      status: SuiteRunStatus;
      started_at: Date;
      ran_version_id: string | null;
      ran_version_number: number | null;
    }[];
  }>(
    `SELECT s.id, s.name, s.process_version_id AS version_id, v.version_number,
       r.id AS run_id, r.number, r.status, r.started_at,
       r.plan_json #>> '{process,versionId}' AS ran_version_id,
       (r.plan_json #>> '{process,versionNumber}')::int AS ran_version_number
     FROM orchestra.scenario_suites AS s
     LEFT JOIN orchestra.process_versions AS v ON v.id = s.process_version_id
     LEFT JOIN LATERAL (
       SELECT id, number, status, started_at, plan_json FROM orchestra.suite_runs
       WHERE suite_id = s.id AND origin <> 'fork' ORDER BY started_at DESC, id DESC LIMIT 1
     ) AS r ON true
     WHERE s.process_id = ?::uuid AND NOT s.is_archived
     ORDER BY s.name COLLATE kernel.name_en, s.id`,
    [processId],
  );
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name },
    ...{ versionId: row.version_id, versionNumber: row.version_number },
    ranVersionId: row.ran_version_id,
    lastRun:
      row.run_id === null
        ? null
        : {
            ...{ id: row.run_id, number: row.number, status: row.status },
            startedAt: instantOf(row.started_at),
            versionNumber: row.ran_version_number,
          },
  }));
}

/** What the scenarios of these suites go through, as the suites are now. */
export async function suitePaths(
  db: Knex,
  suiteIds: readonly string[],
): Promise<readonly (PathScenario & { readonly suiteId: string })[]> {
  const { rows } = await db.raw<{
    rows: { suite_id: string; key: string; path: string[]; steps: PathScenario['steps'] }[];
  }>(
    `SELECT c.suite_id, c.key, c.path_json AS path, coalesce((
       SELECT jsonb_agg(jsonb_build_object('key', t.key, 'elementId', t.meta -> 'elementId',
         'isCleanup', coalesce(t.meta -> 'cleanup', 'false')) ORDER BY t.position)
       FROM orchestra.scenario_steps AS t WHERE t.scenario_id = c.id
     ), '[]') AS steps
     FROM orchestra.test_scenarios AS c WHERE c.suite_id = ANY (?::uuid[])
     ORDER BY c.suite_id, c.position`,
    [[...suiteIds]],
  );
  return rows.map(({ suite_id: suiteId, ...scenario }) => ({ suiteId, ...scenario }));
}

/**
 * A run, and those that it repeats in part: where only what failed was run again, the rest is as it was before. The
 * first row is the run itself; the last has the whole plan.
 */
const repeated = `repeated AS (
  SELECT r.id, r.origin, r.forked_from_id, 0 AS depth FROM orchestra.suite_runs AS r WHERE r.id = :runId::uuid
  UNION ALL
  SELECT f.id, f.origin, f.forked_from_id, n.depth + 1 FROM repeated AS n
  JOIN orchestra.suite_runs AS f ON f.id = n.forked_from_id
  WHERE n.origin = 'rerun' AND n.depth < 100
)`;

/** What the scenarios of a run went through, as they were pinned when it was started. */
export async function ranPaths(db: Knex, runId: string): Promise<readonly PathScenario[]> {
  const { rows } = await db.raw<{ rows: PathScenario[] }>(
    `WITH RECURSIVE ${repeated}
     SELECT s.value ->> 'key' AS key, coalesce(s.value -> 'path', '[]') AS path, coalesce((
       SELECT jsonb_agg(jsonb_build_object('key', t.value -> 'key', 'elementId', t.value #> '{meta,elementId}',
         'isCleanup', coalesce(t.value #> '{meta,cleanup}', 'false')) ORDER BY t.place)
       FROM jsonb_array_elements(s.value -> 'steps') WITH ORDINALITY AS t (value, place)
     ), '[]') AS steps
     FROM (SELECT id FROM repeated ORDER BY depth DESC LIMIT 1) AS n
     JOIN orchestra.suite_runs AS r ON r.id = n.id
     CROSS JOIN LATERAL jsonb_array_elements(r.plan_json -> 'scenarios') WITH ORDINALITY AS s (value, place)
     ORDER BY s.place`,
    { runId },
  );
  return rows;
}

/** How the test runs of a run went: those of a scenario that went the same way are counted together. */
export async function ranOutcomes(db: Knex, runId: string): Promise<readonly ScenarioOutcome[]> {
  const { rows } = await db.raw<{
    rows: {
      scenario_key: string;
      status: ScenarioOutcome['status'];
      steps: ScenarioOutcome['steps'];
      tests: number;
    }[];
  }>(
    `WITH RECURSIVE ${repeated},
     tests AS (
       SELECT DISTINCT ON (t.scenario_key, t.row_key) t.id, t.scenario_key, t.status
       FROM repeated AS n JOIN orchestra.test_runs AS t ON t.suite_run_id = n.id
       ORDER BY t.scenario_key, t.row_key, n.depth
     ),
     ways AS (
       SELECT t.scenario_key, t.status, coalesce((
         SELECT jsonb_object_agg(r.step_key, r.status ORDER BY r.sequence)
         FROM orchestra.step_results AS r WHERE r.run_id = t.id
       ), '{}') AS steps
       FROM tests AS t
     )
     SELECT scenario_key, status, steps, count(*)::int AS tests FROM ways
     GROUP BY scenario_key, status, steps ORDER BY scenario_key, status, steps`,
    { runId },
  );
  return rows.map(({ scenario_key: scenarioKey, ...way }) => ({ scenarioKey, ...way }));
}
