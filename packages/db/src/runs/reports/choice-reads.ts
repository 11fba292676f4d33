import type { BurnDown, ReportChoices } from '@atelier/domain/runs/reports/types.ts';
import type { Knex } from 'knex';
import { firmwareOfRun } from '../run-reads.ts';
import { suitesWithPaths } from './coverage-reads.ts';

/** What the filters of a project's reports offer: only what there are runs of. */
export async function reportChoices(db: Knex, projectId: string): Promise<ReportChoices> {
  const { rows } = await db.raw<{ rows: Omit<ReportChoices, 'suites'>[] }>(
    `WITH used AS MATERIALIZED (
       SELECT DISTINCT asset_id, firmware_when_done, template_id, executed_by_user_id FROM runs.runs WHERE project_id = :projectId::uuid
     ), named AS (
       SELECT id::text, name, 'template' AS kind FROM runs.run_templates
       WHERE id IN (SELECT template_id FROM used)
       UNION ALL SELECT id::text, display_name, 'engineer' FROM identity.users
       WHERE id IN (SELECT executed_by_user_id FROM used)
       UNION ALL SELECT id::text, title, 'matrix' FROM runs.run_matrices WHERE project_id = :projectId::uuid
     ), words AS (
       SELECT kind, jsonb_agg(jsonb_build_object('id', id, 'name', name)
         ORDER BY name COLLATE kernel.name_en, id) AS named
       FROM named GROUP BY kind
     ), assets AS (
       SELECT DISTINCT a.model, ${firmwareOfRun} AS firmware_version FROM used AS r
       JOIN runs.assets AS a ON a.id = r.asset_id
     )
     SELECT array(SELECT DISTINCT model FROM assets ORDER BY 1) AS models,
       array(SELECT DISTINCT firmware_version FROM assets ORDER BY 1) AS firmwares,
       coalesce((SELECT named FROM words WHERE kind = 'template'), '[]') AS templates,
       coalesce((SELECT named FROM words WHERE kind = 'engineer'), '[]') AS engineers,
       coalesce((SELECT named FROM words WHERE kind = 'matrix'), '[]') AS matrices`,
    { projectId },
  );
  const [found] = rows;
  const suites = await suitesWithPaths(db, projectId);
  return {
    models: [],
    firmwares: [],
    templates: [],
    engineers: [],
    matrices: [],
    ...found,
    suites,
  };
}

/** How many items of a matrix were open at the end of each day on which something was recorded. */
export async function burnDownOf(
  db: Knex,
  { projectId, matrixId }: { readonly projectId: string; readonly matrixId: string },
): Promise<BurnDown> {
  const { rows } = await db.raw<{
    rows: { items: number; days: { day: string; done: number }[] }[];
  }>(
    `WITH members AS (SELECT id FROM runs.runs WHERE matrix_id = :matrixId::uuid AND project_id = :projectId::uuid),
     days AS (
       SELECT to_char(x.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(*)::int AS done
       FROM members AS m JOIN runs.run_results AS x ON x.run_id = m.id WHERE isfinite(x.updated_at) GROUP BY 1
     )
     SELECT (SELECT count(*)::int FROM members AS m JOIN runs.run_items AS i ON i.run_id = m.id) AS items,
       coalesce((SELECT jsonb_agg(jsonb_build_object('day', day, 'done', done) ORDER BY day) FROM days), '[]') AS days`,
    { projectId, matrixId },
  );
  const { items, days } = rows[0] ?? { items: 0, days: [] };
  let open = items;
  return {
    matrixId,
    items,
    days: days.map(({ day, done }) => {
      open -= done;
      return { day, open };
    }),
  };
}
