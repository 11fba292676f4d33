import type { Knex } from 'knex';

/** Where a thing of Runs is: in a project, or in none, for what all projects share. */
export interface Place {
  readonly projectId?: string;
}

const placeQueries = {
  project: 'SELECT id AS project_id FROM runs.projects WHERE id = ?::uuid',
  suite: 'SELECT project_id FROM runs.test_suites WHERE id = ?::uuid',
  case: `SELECT s.project_id FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
    WHERE c.id = ?::uuid`,
  shared_step: 'SELECT project_id FROM runs.shared_steps WHERE id = ?::uuid',
  template: 'SELECT project_id FROM runs.run_templates WHERE id = ?::uuid',
  asset: 'SELECT project_id FROM runs.assets WHERE id = ?::uuid',
  run: 'SELECT project_id FROM runs.runs WHERE id = ?::uuid',
  matrix: 'SELECT project_id FROM runs.run_matrices WHERE id = ?::uuid',
  item: `SELECT r.project_id FROM runs.run_items AS i JOIN runs.runs AS r ON r.id = i.run_id
    WHERE i.id = ?::uuid`,
  shareLink: `SELECT r.project_id FROM runs.run_share_links AS l JOIN runs.runs AS r ON r.id = l.run_id
    WHERE l.id = ?::uuid`,
} as const;
export type PlacedKind = keyof typeof placeQueries;

/** Where the thing with this id is; null where there is none. */
export async function placeOf(db: Knex, kind: PlacedKind, id: string): Promise<Place | null> {
  const { rows } = await db.raw<{ rows: { project_id: string | null }[] }>(placeQueries[kind], [
    id,
  ]);
  const [row] = rows;
  if (row === undefined) return null;
  return row.project_id === null ? {} : { projectId: row.project_id };
}
