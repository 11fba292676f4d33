import type { Suite } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';

interface SuiteRow {
  readonly id: string;
  readonly project_id: string | null;
  readonly parent_id: string | null;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly position: number;
  readonly is_archived: boolean;
  readonly cases: number;
  readonly revision: string;
}

/** Suites of a project and those that all projects share, in the order in which they stand. */
export function suitesOf(db: Knex, projectId: string): Promise<readonly Suite[]> {
  return readSuites(db, 's.project_id = :projectId::uuid OR s.project_id IS NULL', { projectId });
}

/** The suites with these ids, in no order. */
export function suitesById(db: Knex, ids: readonly string[]): Promise<readonly Suite[]> {
  return readSuites(db, 's.id = ANY (:ids::uuid[])', { ids: [...ids] });
}

async function readSuites(
  db: Knex,
  which: string,
  bindings: Readonly<Record<string, Knex.Value | string[]>>,
): Promise<readonly Suite[]> {
  const { rows } = await db.raw<{ rows: SuiteRow[] }>(
    `SELECT s.id, s.project_id, s.parent_id, s.key, s.name, s.description, s.position, s.is_archived,
       (SELECT count(*)::int FROM runs.testcases AS c WHERE c.suite_id = s.id AND NOT c.is_archived) AS cases,
       md5(jsonb_build_array(s.name, s.description)::text) AS revision
     FROM runs.test_suites AS s WHERE ${which}
     ORDER BY s.position, s.name COLLATE kernel.name_en, s.id`,
    bindings,
  );
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    parentId: row.parent_id,
    key: row.key,
    name: row.name,
    description: row.description,
    position: row.position,
    isArchived: row.is_archived,
    cases: row.cases,
    revision: row.revision,
  }));
}
