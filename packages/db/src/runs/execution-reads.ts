import type { LineageRun } from '@atelier/domain/runs/execution-types.ts';
import type { RunStatus } from '@atelier/domain/runs/machine.ts';
import type { ResultStatus, Verdict } from '@atelier/domain/runs/result.ts';
import type { PersonName } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { certainInstant } from './instant.ts';

/** Members of a project who do more than look, and the house's engineers: whoever may carry out its runs. */
const testers = `identity.users AS u
     WHERE u.is_active AND EXISTS (
       SELECT FROM identity.user_roles AS r WHERE r.user_id = u.id AND (r.expires_at IS NULL OR r.expires_at > now())
         AND (r.scope_type = 'global' AND r.role IN ('engineer', 'lead', 'admin')
           OR r.scope_type = 'project' AND r.scope_id = ? AND r.role IN ('editor', 'owner'))
     )`;

/** The first of those who may carry out runs of a project, by name: as many as a list shows. */
export async function testersOf(db: Knex, projectId: string): Promise<readonly PersonName[]> {
  const { rows } = await db.raw<{ rows: PersonName[] }>(
    `SELECT u.id, u.display_name AS name FROM ${testers}
     ORDER BY u.display_name COLLATE kernel.name_en, u.id LIMIT 500`,
    [projectId],
  );
  return rows;
}

/** Those of these people who may carry out runs of a project. */
export async function testersAmong(
  db: Knex,
  projectId: string,
  userIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `SELECT u.id FROM ${testers} AND u.id = ANY (?::uuid[])`,
    [projectId, [...userIds]],
  );
  return rows.map(({ id }) => id);
}

/** Somebody's name; undefined for nobody. */
export async function nameOf(db: Knex, userId: string): Promise<string | undefined> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    'SELECT display_name AS name FROM identity.users WHERE id::text = ?',
    [userId],
  );
  return rows[0]?.name;
}

/** Items as the audit log shows what was said of them beside their results. */
export async function itemStates(db: Knex, ids: readonly string[]) {
  const { rows } = await db.raw<{
    rows: {
      id: string;
      run_id: string;
      project_id: string;
      testcase_version_id: string;
      parameter_row: number | null;
      assignee_user_id: string | null;
      spent_seconds: number;
    }[];
  }>(
    `SELECT i.id, i.run_id, r.project_id, i.testcase_version_id, i.parameter_row, i.assignee_user_id, i.spent_seconds
     FROM runs.run_items AS i JOIN runs.runs AS r ON r.id = i.run_id WHERE i.id = ANY (?::uuid[])`,
    [[...ids]],
  );
  return rows.map((row) => ({
    id: row.id,
    runId: row.run_id,
    projectId: row.project_id,
    state: {
      versionId: row.testcase_version_id,
      parameterRow: row.parameter_row,
      assigneeUserId: row.assignee_user_id,
      spentSeconds: row.spent_seconds,
    },
  }));
}

/** The run, those that it corrects and those that correct it, in the order in which they were made. */
export async function lineageOf(db: Knex, runId: string): Promise<readonly LineageRun[]> {
  const { rows } = await db.raw<{
    rows: {
      id: string;
      title: string;
      status: RunStatus;
      verdict: Verdict | null;
      created_at: Date;
      items: { caseId: string; parameterRow: number | null; status: ResultStatus | null }[];
    }[];
  }>(
    // An older program may have let two runs correct each other: each is taken once.
    `WITH RECURSIVE family (id) AS (
       SELECT ?::uuid
       UNION
       SELECT near.id FROM family AS f
       JOIN runs.runs AS r ON r.id = f.id
       JOIN LATERAL (
         SELECT r.correction_of_run_id AS id WHERE r.correction_of_run_id IS NOT NULL
         UNION ALL SELECT n.id FROM runs.runs AS n WHERE n.correction_of_run_id = r.id
       ) AS near ON true
     )
     SELECT r.id, r.title, r.status, r.verdict, r.created_at, coalesce((
       SELECT jsonb_agg(jsonb_build_object(
         'caseId', v.testcase_id, 'parameterRow', i.parameter_row, 'status', x.status) ORDER BY i.position, i.id)
       FROM runs.run_items AS i JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
       LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id WHERE i.run_id = r.id
     ), '[]') AS items
     FROM family AS f JOIN runs.runs AS r ON r.id = f.id ORDER BY r.created_at, r.id`,
    [runId],
  );
  return rows.map(({ created_at, ...run }) => ({ ...run, createdAt: certainInstant(created_at) }));
}

/** The cases in use with a tag, in the order of their suites: a project's, and those that all projects share. */
export async function casesWithTag(
  db: Knex,
  projectId: string,
  tag: string,
): Promise<readonly string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `SELECT c.id FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
     WHERE (s.project_id = :projectId::uuid OR s.project_id IS NULL) AND NOT c.is_archived AND NOT s.is_archived AND EXISTS (
       SELECT FROM runs.testcase_tags AS ct JOIN runs.tags AS t ON t.id = ct.tag_id
       WHERE ct.testcase_id = c.id AND lower(t.name::text) = lower(:tag)
     )
     ORDER BY s.project_id NULLS LAST, s.position, s.id, c.position, c.key, c.id`,
    { projectId, tag },
  );
  return rows.map(({ id }) => id);
}
