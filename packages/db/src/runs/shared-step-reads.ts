import { readSteps } from '@atelier/domain/runs/case-content.ts';
import type {
  SharedStep,
  SharedStepUse,
  SharedStepVersion,
} from '@atelier/domain/runs/library-types.ts';
import type { PinnedVersion } from '@atelier/domain/runs/shared-steps.ts';
import type { Knex } from 'knex';
import { certainInstant } from './instant.ts';

/** The versions that the newest version of a case has, by case, for a SELECT over cases `c` of a project. */
const pins = `SELECT DISTINCT c.id AS case_id, step #>> '{}' AS version_id
  FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
  JOIN runs.testcase_versions AS v ON v.testcase_id = c.id AND v.version_number = c.version_number
  CROSS JOIN LATERAL jsonb_path_query(v.steps_json, 'lax $[*].sharedVersionId') AS step
  WHERE NOT c.is_archived AND s.project_id = ANY (:projectIds::uuid[])`;

/** Shared steps of a project, A–Z. */
export function sharedStepsOf(db: Knex, projectId: string): Promise<readonly SharedStep[]> {
  return readSharedSteps(db, 's.project_id = ANY (:projectIds::uuid[])', {
    projectIds: [projectId],
  });
}

/** The shared steps with these ids, in no order. */
export async function sharedStepsById(
  db: Knex,
  ids: readonly string[],
): Promise<readonly SharedStep[]> {
  const { rows } = await db.raw<{ rows: { project_id: string }[] }>(
    'SELECT DISTINCT project_id FROM runs.shared_steps WHERE id = ANY (?::uuid[])',
    [[...ids]],
  );
  const projectIds = rows.map(({ project_id }) => project_id);
  return readSharedSteps(db, 's.id = ANY (:ids::uuid[])', { ids: [...ids], projectIds });
}

interface SharedStepRow {
  readonly id: string;
  readonly project_id: string;
  readonly title: string;
  readonly version_number: number;
  readonly is_archived: boolean;
  readonly updated_at: Date;
  readonly version_id: string;
  readonly steps_json: unknown;
  readonly cases: number;
  readonly behind: number;
}

async function readSharedSteps(
  db: Knex,
  which: string,
  bindings: Readonly<Record<string, string[]>>,
): Promise<readonly SharedStep[]> {
  const { rows } = await db.raw<{ rows: SharedStepRow[] }>(
    `WITH pins AS (${pins}),
     uses AS (
       SELECT v.shared_step_id, count(DISTINCT p.case_id)::int AS cases,
         count(DISTINCT p.case_id) FILTER (WHERE v.version_number < s.version_number)::int AS behind
       FROM pins AS p JOIN runs.shared_step_versions AS v ON v.id::text = p.version_id
       JOIN runs.shared_steps AS s ON s.id = v.shared_step_id GROUP BY 1
     )
     SELECT s.id, s.project_id, s.title, s.version_number, s.is_archived, s.updated_at,
       v.id AS version_id, v.steps_json, coalesce(u.cases, 0) AS cases, coalesce(u.behind, 0) AS behind
     FROM runs.shared_steps AS s
     JOIN runs.shared_step_versions AS v ON v.shared_step_id = s.id AND v.version_number = s.version_number
     LEFT JOIN uses AS u ON u.shared_step_id = s.id
     WHERE ${which} ORDER BY s.title COLLATE kernel.name_en, s.id`,
    bindings,
  );
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    title: row.title,
    versionNumber: row.version_number,
    isArchived: row.is_archived,
    updatedAt: certainInstant(row.updated_at),
    versionId: row.version_id,
    steps: readSteps(row.steps_json, []),
    cases: row.cases,
    behind: row.behind,
  }));
}

/** All versions of a shared step, the newest first. */
export async function sharedVersionsOf(
  db: Knex,
  sharedStepId: string,
): Promise<readonly SharedStepVersion[]> {
  const { rows } = await db.raw<{
    rows: {
      readonly id: string;
      readonly version_number: number;
      readonly title: string;
      readonly change_note: string;
      readonly created_at: Date;
      readonly steps_json: unknown;
      readonly author_id: string | null;
      readonly author_name: string | null;
    }[];
  }>(
    `SELECT v.id, v.version_number, v.title, v.change_note, v.created_at, v.steps_json,
       u.id AS author_id, u.display_name AS author_name
     FROM runs.shared_step_versions AS v LEFT JOIN identity.users AS u ON u.id = v.created_by_user_id
     WHERE v.shared_step_id = ?::uuid ORDER BY v.version_number DESC`,
    [sharedStepId],
  );
  return rows.map((row) => ({
    id: row.id,
    sharedStepId,
    versionNumber: row.version_number,
    title: row.title,
    changeNote: row.change_note,
    createdBy: row.author_id === null ? null : { id: row.author_id, name: row.author_name ?? '' },
    createdAt: certainInstant(row.created_at),
    steps: readSteps(row.steps_json, []),
  }));
}

/** The cases that have a shared step in their newest version, by their keys. */
export async function usesOf(db: Knex, step: SharedStep): Promise<readonly SharedStepUse[]> {
  const { rows } = await db.raw<{
    rows: { id: string; key: string; title: string; version_number: number }[];
  }>(
    `WITH pins AS (${pins})
     SELECT c.id, c.key, c.title, min(v.version_number) AS version_number
     FROM pins AS p JOIN runs.shared_step_versions AS v ON v.id::text = p.version_id
     JOIN runs.testcases AS c ON c.id = p.case_id
     WHERE v.shared_step_id = :id::uuid GROUP BY c.id ORDER BY c.key, c.id`,
    { id: step.id, projectIds: [step.projectId] },
  );
  return rows.map((row) => ({
    caseId: row.id,
    key: row.key,
    title: row.title,
    versionNumber: row.version_number,
  }));
}

/** Those of these versions of shared steps that the project has. */
export async function pinnedVersions(
  db: Knex,
  projectId: string | null,
  ids: readonly string[],
): Promise<readonly PinnedVersion[]> {
  if (projectId === null || ids.length === 0) return [];
  const { rows } = await db.raw<{
    rows: { id: string; shared_step_id: string; steps_json: unknown }[];
  }>(
    `SELECT v.id, v.shared_step_id, v.steps_json
     FROM runs.shared_step_versions AS v JOIN runs.shared_steps AS s ON s.id = v.shared_step_id
     WHERE s.project_id = :projectId::uuid AND v.id = ANY (:ids::uuid[])`,
    { projectId, ids: [...ids] },
  );
  return rows.map((row) => ({
    id: row.id,
    sharedStepId: row.shared_step_id,
    steps: readSteps(row.steps_json, []),
  }));
}
