import type { OrchestraWaiting, WaitingRun } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';

/** How many of a kind the start page shows. */
const shown = 5;

/** What waits here for somebody. */
export async function readWaiting(db: Knex): Promise<OrchestraWaiting> {
  const { rows } = await db.raw<{
    rows: {
      kind: 'person' | 'hold' | 'stuck';
      id: string;
      suite_run_id: string;
      number: number;
      name: string;
    }[];
  }>(
    `SELECT * FROM (
       SELECT x.kind, t.id, t.suite_run_id, r.number, t.name,
         row_number() OVER (PARTITION BY x.kind ORDER BY t.created_at DESC, t.place) AS place
       FROM orchestra.test_runs AS t
       JOIN orchestra.suite_runs AS r ON r.id = t.suite_run_id
       CROSS JOIN LATERAL (
         SELECT CASE WHEN t.status = 'FAILED_STUCK' THEN 'stuck' ELSE t.waits_for ->> 'kind' END AS kind
       ) AS x
       WHERE t.finished_at IS NULL AND t.status IN ('PENDING', 'FAILED_STUCK')
         -- As the index has it.
         AND (t.status = 'FAILED_STUCK' OR t.waits_for ->> 'kind' IN ('person', 'hold'))
     ) AS y WHERE place <= ${shown} ORDER BY kind, place`,
  );
  const { rows: counted } = await db.raw<{ rows: { suites: number; running: number }[] }>(
    `SELECT
       (SELECT count(*)::int FROM orchestra.scenario_suites WHERE NOT is_archived) AS suites,
       (SELECT count(*)::int FROM orchestra.suite_runs WHERE status = 'IN_PROGRESS') AS running`,
  );
  const of = (kind: string): readonly WaitingRun[] =>
    rows
      .filter((row) => row.kind === kind)
      .map((row) => ({
        testRunId: row.id,
        suiteRunId: row.suite_run_id,
        suiteRunNumber: row.number,
        name: row.name,
      }));
  return {
    suites: counted[0]?.suites ?? 0,
    running: counted[0]?.running ?? 0,
    questions: of('person'),
    held: of('hold'),
    stuck: of('stuck'),
  };
}
