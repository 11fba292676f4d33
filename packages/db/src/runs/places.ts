import type { Knex } from 'knex';
import { type PreparedStatement, statementsOn } from '../kernel/prepared-query.ts';

/** Where a thing of Runs is: in a project, or in none, for what all projects share. */
export interface Place {
  readonly projectId?: string;
}

const placeQueries = {
  project: 'SELECT id AS project_id FROM runs.projects WHERE id = $1::uuid',
  suite: 'SELECT project_id FROM runs.test_suites WHERE id = $1::uuid',
  case: `SELECT s.project_id FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
    WHERE c.id = $1::uuid`,
  shared_step: 'SELECT project_id FROM runs.shared_steps WHERE id = $1::uuid',
  template: 'SELECT project_id FROM runs.run_templates WHERE id = $1::uuid',
  asset: 'SELECT project_id FROM runs.assets WHERE id = $1::uuid',
  run: 'SELECT project_id FROM runs.runs WHERE id = $1::uuid',
  matrix: 'SELECT project_id FROM runs.run_matrices WHERE id = $1::uuid',
  item: `SELECT r.project_id FROM runs.run_items AS i JOIN runs.runs AS r ON r.id = i.run_id
    WHERE i.id = $1::uuid`,
  shareLink: `SELECT r.project_id FROM runs.run_share_links AS l JOIN runs.runs AS r ON r.id = l.run_id
    WHERE l.id = $1::uuid`,
} as const;
export type PlacedKind = keyof typeof placeQueries;

/** The gate asks this before each call about a thing. */
const statements = Object.fromEntries(
  Object.entries(placeQueries).map(([kind, select]) => [
    kind,
    {
      name: `runs_place_of_${kind}`,
      parts: `place AS (${select})`,
      done: 'place',
      answer: 'SELECT project_id FROM place',
      values: 1,
    },
  ]),
) as Readonly<Record<PlacedKind, PreparedStatement>>;

/** Where the thing with this id is; null where there is none. */
export async function placeOf(db: Knex, kind: PlacedKind, id: string): Promise<Place | null> {
  const run = statementsOn(db);
  const [row] = await run<{ project_id: string | null }>(statements[kind], [id]);
  if (row === undefined) return null;
  return row.project_id === null ? {} : { projectId: row.project_id };
}
