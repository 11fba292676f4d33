import type { Knex } from 'knex';

/** How much is in the library of each of these projects, for the audit log. */
export async function librarySizes(db: Knex, projectIds: readonly string[]) {
  const { rows } = await db.raw<{
    rows: { id: string; suites: number; cases: number; archived: number; versions: number }[];
  }>(
    `SELECT p.id,
       (SELECT count(*)::int FROM runs.test_suites AS s WHERE s.project_id = p.id) AS suites,
       count(*) FILTER (WHERE NOT c.is_archived)::int AS cases,
       count(*) FILTER (WHERE c.is_archived)::int AS archived,
       coalesce(sum(c.version_number), 0)::int AS versions
     FROM runs.projects AS p LEFT JOIN runs.test_suites AS s ON s.project_id = p.id
     LEFT JOIN runs.testcases AS c ON c.suite_id = s.id
     WHERE p.id = ANY (?::uuid[]) GROUP BY p.id`,
    [[...projectIds]],
  );
  return rows.map(({ id, ...library }) => ({ id, projectId: id, state: { library } }));
}
