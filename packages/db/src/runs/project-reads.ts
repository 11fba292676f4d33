import type { ProjectRole } from '@atelier/domain/identity/roles.ts';
import { type RunStatus, runStatuses } from '@atelier/domain/runs/machine.ts';
import type { ListedProject, Member, Project } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { certainInstant, instant } from './instant.ts';
import { RunsProjectModel } from './models/project.ts';

/** Which projects somebody sees: all, or those with these ids. */
export type VisibleProjects = 'all' | readonly string[];

/** Projects A–Z, with what is in them. */
export async function listProjects(
  db: Knex,
  visible: VisibleProjects,
  archived: boolean,
): Promise<readonly ListedProject[]> {
  const query = RunsProjectModel.query(db).orderByRaw('name COLLATE kernel.name_en, id');
  if (archived) query.whereNotNull('archivedAt');
  else query.whereNull('archivedAt');
  if (visible !== 'all') query.whereIn('id', idsAmong(visible));
  const projects = await query;
  const ids = projects.map(({ id }) => id);
  const [cases, runs] = [await casesIn(db, ids), await runsIn(db, ids)];
  return projects.map((project) => ({
    ...toProject(project),
    cases: cases.get(project.id) ?? 0,
    runs: runs(project.id),
  }));
}

/** One project, or undefined. */
export async function findProject(db: Knex, id: string): Promise<Project | undefined> {
  const project = await RunsProjectModel.query(db).findById(id);
  return project && toProject(project);
}

/** The projects with these ids, in no order. */
export async function projectsById(db: Knex, ids: readonly string[]): Promise<readonly Project[]> {
  return (await RunsProjectModel.query(db).findByIds([...ids])).map(toProject);
}

/** Who has a role in the project, by name. Somebody with several has the highest. */
export async function membersOf(db: Knex, projectId: string): Promise<readonly Member[]> {
  const { rows } = await db.raw<{
    rows: { user_id: string; name: string; email: string | null; role: ProjectRole }[];
  }>(
    `SELECT * FROM (
       SELECT DISTINCT ON (u.id) u.id AS user_id, u.display_name AS name, u.email, r.role
       FROM identity.user_roles AS r JOIN identity.users AS u ON u.id = r.user_id
       WHERE r.scope_type = 'project' AND r.scope_id = :projectId AND r.role IN ('owner', 'editor', 'viewer')
         AND (r.expires_at IS NULL OR r.expires_at > now())
       ORDER BY u.id, array_position(ARRAY['owner', 'editor', 'viewer'], r.role)
     ) AS member
     ORDER BY name COLLATE kernel.name_en, user_id`,
    { projectId },
  );
  return rows.map(({ user_id, ...member }) => ({ userId: user_id, ...member }));
}

async function casesIn(db: Knex, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.raw<{ rows: { project_id: string; cases: number }[] }>(
    `SELECT s.project_id, count(*)::int AS cases
     FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
     WHERE s.project_id = ANY (:ids::uuid[]) AND NOT c.is_archived AND NOT s.is_archived
     GROUP BY s.project_id`,
    { ids: [...ids] },
  );
  return new Map(rows.map(({ project_id, cases }) => [project_id, cases]));
}

async function runsIn(db: Knex, ids: readonly string[]) {
  const { rows } = await db.raw<{
    rows: { project_id: string; status: RunStatus; runs: number }[];
  }>(
    `SELECT project_id, status, count(*)::int AS runs FROM runs.runs
     WHERE project_id = ANY (:ids::uuid[]) GROUP BY project_id, status`,
    { ids: [...ids] },
  );
  const counts = new Map(rows.map((row) => [`${row.project_id} ${row.status}`, row.runs]));
  return (id: string) =>
    Object.fromEntries(
      runStatuses.map((status) => [status, counts.get(`${id} ${status}`) ?? 0]),
    ) as Record<RunStatus, number>;
}

/** Scopes of roles are any text; projects' ids are uuids. */
function idsAmong(scopes: readonly string[]): string[] {
  return scopes.filter((scope) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(scope));
}

function toProject(project: RunsProjectModel): Project {
  const { id, name, description, ownerUserId, defectUrlPattern } = project;
  return {
    id,
    name,
    description,
    ownerId: ownerUserId,
    defectUrlPattern,
    createdAt: certainInstant(project.createdAt),
    updatedAt: certainInstant(project.updatedAt),
    // Archived for ever, or since ever, is archived.
    archivedAt:
      project.archivedAt === null
        ? null
        : (instant(project.archivedAt) ?? certainInstant(project.updatedAt)),
  };
}
