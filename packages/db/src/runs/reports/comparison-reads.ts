import type { ComparedCase, ComparedRun } from '@atelier/domain/runs/reports/types.ts';
import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import type { Knex } from 'knex';
import { certainInstant } from '../instant.ts';
import type { VisibleProjects } from '../project-reads.ts';
import { firmwareOfRun } from '../run-reads.ts';
import { visibleRuns } from './visible-runs.ts';

/** Those of these runs that somebody sees, in no order. */
export async function comparedRuns(
  db: Knex,
  visible: VisibleProjects,
  runIds: readonly string[],
): Promise<readonly ComparedRun[]> {
  const seen = visibleRuns(visible);
  const { rows } = await db.raw<{ rows: (Omit<ComparedRun, 'at'> & { at: Date })[] }>(
    `SELECT r.id, r.project_id AS "projectId", r.title, coalesce(a.model, '') AS model,
       coalesce(${firmwareOfRun}, '') AS firmware, coalesce(r.started_at, r.created_at) AS at
     FROM runs.runs AS r LEFT JOIN runs.assets AS a ON a.id = r.asset_id
     WHERE r.id = ANY (:runIds::uuid[]) AND ${seen.condition}`,
    { runIds: [...runIds], ...seen.bindings },
  );
  return rows.map(({ at, ...run }) => ({ ...run, at: certainInstant(at) }));
}

interface OutcomeRow {
  readonly case_id: string;
  readonly key: string;
  readonly title: string;
  readonly parameter_row: number | null;
  readonly run_id: string;
  readonly item_id: string;
  readonly status: ResultStatus | null;
  readonly version_number: number;
}

/** How each case came out in these runs, by its key. The newest version counts where a run has several. */
export async function comparedCases(
  db: Knex,
  runIds: readonly string[],
): Promise<readonly ComparedCase[]> {
  const { rows } = await db.raw<{ rows: OutcomeRow[] }>(
    `SELECT c.id AS case_id, c.key, c.title, i.parameter_row, i.run_id, i.id AS item_id, x.status, v.version_number
     FROM runs.run_items AS i
     JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
     JOIN runs.testcases AS c ON c.id = v.testcase_id
     LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id
     WHERE i.run_id = ANY (?::uuid[])
     ORDER BY c.key, c.id, i.parameter_row NULLS FIRST, v.version_number`,
    [[...runIds]],
  );
  const cases = new Map<string, ComparedCase & { outcomes: ComparedCase['outcomes'][number][] }>();
  for (const row of rows) {
    const name = `${row.case_id} ${row.parameter_row}`;
    const known = cases.get(name) ?? {
      ...{ caseId: row.case_id, key: row.key, title: row.title, parameterRow: row.parameter_row },
      outcomes: runIds.map(() => null),
    };
    cases.set(name, known);
    known.outcomes[runIds.indexOf(row.run_id)] = {
      itemId: row.item_id,
      status: row.status,
      versionNumber: row.version_number,
    };
  }
  return [...cases.values()];
}
