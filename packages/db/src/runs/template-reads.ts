import type { Template, TemplateItem } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { tagsOfCase } from './case-reads.ts';

interface TemplateRow {
  readonly id: string;
  readonly project_id: string | null;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly is_active: boolean;
  readonly items: number;
  readonly items_revision: string;
}

/** Templates of a project and those that all projects share, by name. */
export function templatesOf(db: Knex, projectId: string): Promise<readonly Template[]> {
  return readTemplates(db, 't.project_id = :projectId::uuid OR t.project_id IS NULL', {
    projectId,
  });
}

/** The templates with these ids, in no order. */
export function templatesById(db: Knex, ids: readonly string[]): Promise<readonly Template[]> {
  return readTemplates(db, 't.id = ANY (:ids::uuid[])', { ids: [...ids] });
}

async function readTemplates(
  db: Knex,
  which: string,
  bindings: Readonly<Record<string, Knex.Value | string[]>>,
): Promise<readonly Template[]> {
  const { rows } = await db.raw<{ rows: TemplateRow[] }>(
    `SELECT t.id, t.project_id, t.key, t.name, t.description, t.is_active, i.*
     FROM runs.run_templates AS t CROSS JOIN LATERAL (
       SELECT count(*)::int AS items,
         md5(coalesce(string_agg(testcase_version_id::text, ' ' ORDER BY position, testcase_version_id), ''))
           AS items_revision
       FROM runs.run_template_items WHERE template_id = t.id
     ) AS i WHERE ${which} ORDER BY t.name COLLATE kernel.name_en, t.id`,
    bindings,
  );
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    key: row.key,
    name: row.name,
    description: row.description,
    isActive: row.is_active,
    items: row.items,
    itemsRevision: row.items_revision,
  }));
}

/** The items of a template, in their order. */
export async function templateItems(db: Knex, id: string): Promise<readonly TemplateItem[]> {
  const { rows } = await db.raw<{
    rows: {
      case_id: string;
      key: string;
      title: string;
      tags: readonly string[];
      version_id: string;
      version_number: number;
      newest_number: number;
      position: number;
      is_required: boolean;
    }[];
  }>(
    `SELECT c.id AS case_id, c.key, coalesce(v.title, c.title) AS title, ${tagsOfCase} AS tags,
       v.id AS version_id, v.version_number, c.version_number AS newest_number, i.position, i.is_required
     FROM runs.run_template_items AS i
     JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
     JOIN runs.testcases AS c ON c.id = v.testcase_id
     WHERE i.template_id = ?::uuid ORDER BY i.position, c.position, c.key, v.id`,
    [id],
  );
  return rows.map((row) => ({
    caseId: row.case_id,
    key: row.key,
    title: row.title,
    tags: row.tags,
    versionId: row.version_id,
    versionNumber: row.version_number,
    newestNumber: row.newest_number,
    position: row.position,
    isRequired: row.is_required,
  }));
}
