import type { JUnitCandidate } from '@atelier/domain/runs/junit.ts';
import type { Knex } from 'knex';

/** The items of a run, by whatever a report may call them. */
export async function junitCandidates(db: Knex, runId: string): Promise<readonly JUnitCandidate[]> {
  const { rows } = await db.raw<{
    rows: { item_id: string; external_key: string | null; key: string; title: string }[];
  }>(
    `SELECT i.id AS item_id, c.external_key, c.key, coalesce(v.title, c.title) AS title
     FROM runs.run_items AS i JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
     JOIN runs.testcases AS c ON c.id = v.testcase_id
     WHERE i.run_id = ?::uuid ORDER BY i.position, i.id`,
    [runId],
  );
  return rows.map(({ item_id, external_key, ...row }) => ({
    itemId: item_id,
    externalKey: external_key,
    ...row,
  }));
}

/** The cases of a project by which external key an earlier report brought them. */
export async function casesByExternalKey(
  db: Knex,
  projectId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.raw<{ rows: { external_key: string; version_id: string }[] }>(
    `SELECT DISTINCT ON (c.external_key) c.external_key, v.id AS version_id
     FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
     JOIN runs.testcase_versions AS v ON v.testcase_id = c.id AND v.version_number = c.version_number
     WHERE s.project_id = :projectId::uuid AND c.external_key = ANY (:keys::text[])
     ORDER BY c.external_key, c.is_archived, c.created_at, c.id`,
    { projectId, keys: [...keys] },
  );
  return new Map(rows.map(({ external_key, version_id }) => [external_key, version_id]));
}
