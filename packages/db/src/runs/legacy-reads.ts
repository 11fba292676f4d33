import {
  type LegacyCase,
  type LegacyData,
  type LegacyProject,
  type LegacyResult,
  type LegacyRun,
  type LegacySection,
  type LegacyStatus,
  type PlacedScreenshot,
  requireLegacySize,
} from '@atelier/domain/runs/legacy.ts';
import type { Knex } from 'knex';
import { inParts } from '../kernel/in-parts.ts';
import { instant } from './instant.ts';

type When = Date | number | null;

/** So many rows are in memory at once. */
const partOf = 1_000;

/**
 * What stands in the tables of the first generation, whose people are those of the house by now. Runs and what came of
 * them are read in parts, in the transaction that this was called in.
 */
export async function readLegacyTables(db: Knex): Promise<LegacyData> {
  const { rows } = await db.raw<{
    rows: { id: string; name: string; owner_user_id: string; created_at: When }[];
  }>(
    `SELECT id, name, owner_user_id, created_at FROM runs.projects AS p
     WHERE EXISTS (SELECT FROM runs.test_sections WHERE project_id = p.id)
       OR EXISTS (SELECT FROM runs.test_runs WHERE project_id = p.id)
     ORDER BY created_at, id`,
  );
  const projects = rows.map(
    ({ id, name, owner_user_id, created_at }): LegacyProject => ({
      ...{ id, name, ownerId: owner_user_id, members: [], createdAt: instant(created_at) },
      sections: () => legacySections(db, id),
      runs: () => legacyRuns(db, id),
    }),
  );
  return { users: [], projects, screenshots: () => legacyScreenshots(db), notes: [] };
}

/** Who somebody of the older program is in the house. */
const person = (column: string) =>
  `(SELECT house_user_id FROM runs.adopted_users WHERE user_id = ${column})`;

async function legacyCases(
  db: Knex,
  projectId: string,
): Promise<ReadonlyMap<string, readonly LegacyCase[]>> {
  await requireRoom(db, projectId);
  const { rows } = await db.raw<{
    rows: (Omit<LegacyCase, 'isArchived' | 'createdBy'> & {
      section_id: string;
      is_archived: boolean;
      created_by: string | null;
    })[];
  }>(
    `SELECT c.id, c.section_id, c.name, c.details, c.position, c.is_archived,
       ${person('c.created_by_user_id')} AS created_by
     FROM runs.test_cases AS c JOIN runs.test_sections AS s ON s.id = c.section_id
     WHERE s.project_id = ?::uuid ORDER BY c.position, lower(c.name), c.id`,
    [projectId],
  );
  const cases = rows.map(({ section_id, is_archived, created_by, ...row }) => ({
    ...{ ...row, sectionId: section_id, isArchived: is_archived, createdBy: created_by },
  }));
  const bySection = new Map<string, LegacyCase[]>();
  for (const { sectionId, ...one } of cases) {
    const group = bySection.get(sectionId);
    if (group === undefined) bySection.set(sectionId, [one]);
    else group.push(one);
  }
  return bySection;
}

/** A library is brought over as a whole. Throws `ERR_PAYLOAD_TOO_LARGE`. */
async function requireRoom(db: Knex, projectId: string): Promise<void> {
  const { rows } = await db.raw<{ rows: { bytes: string | null }[] }>(
    `SELECT sum(octet_length(c.name) + octet_length(c.details) + 200) AS bytes
     FROM runs.test_cases AS c JOIN runs.test_sections AS s ON s.id = c.section_id
     WHERE s.project_id = ?::uuid`,
    [projectId],
  );
  requireLegacySize(`What the cases of project ${projectId} say`, Number(rows[0]?.bytes ?? 0));
}

async function legacySections(db: Knex, projectId: string): Promise<readonly LegacySection[]> {
  const cases = await legacyCases(db, projectId);
  const { rows } = await db.raw<{
    rows: {
      id: string;
      name: string;
      position: number;
      is_archived: boolean;
      created_by: string | null;
    }[];
  }>(
    `SELECT id, name, position, is_archived, ${person('created_by_user_id')} AS created_by
     FROM runs.test_sections WHERE project_id = ?::uuid ORDER BY position, lower(name), id`,
    [projectId],
  );
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, position: row.position, isArchived: row.is_archived },
    ...{ createdBy: row.created_by, cases: cases.get(row.id) ?? [] },
  }));
}

/** By their ids, of which no two are the same: that needs no transaction. */
async function* legacyScreenshots(db: Knex): AsyncGenerator<readonly PlacedScreenshot[]> {
  let last: string | null = null;
  for (;;) {
    const { rows }: { rows: readonly PlacedScreenshot[] } = await db.raw(
      `SELECT p.id, r.project_id AS "projectId", p.run_id AS "runId", r.title AS "runTitle",
         p.test_case_id AS "caseId", p.storage_key AS "storageKey", p.file_name AS "fileName"
       FROM runs.run_test_screenshots AS p JOIN runs.test_runs AS r ON r.id = p.run_id
       WHERE :last::uuid IS NULL OR p.id > :last::uuid ORDER BY p.id LIMIT ${partOf}`,
      { last },
    );
    if (rows.length > 0) yield rows;
    if (rows.length < partOf) return;
    last = rows.at(-1)?.id ?? null;
  }
}

interface ResultRow {
  readonly test_case_id: string;
  readonly status: LegacyStatus;
  readonly note: string;
  readonly updated_by: string | null;
  readonly updated_at: When;
}

async function* legacyResults(db: Knex, runId: string): AsyncGenerator<readonly LegacyResult[]> {
  const parts = inParts<ResultRow>(db, {
    name: 'legacy_results',
    rows: partOf,
    sql: `SELECT x.test_case_id, x.status, x.note, x.updated_at, ${person('x.updated_by_user_id')} AS updated_by
     FROM runs.run_test_results AS x JOIN runs.test_runs AS r ON r.id = x.run_id
     JOIN runs.test_cases AS c ON c.id = x.test_case_id
     JOIN runs.test_sections AS s ON s.id = c.section_id AND s.project_id = r.project_id
     WHERE x.run_id = ?::uuid
     ORDER BY s.position, lower(s.name), s.id, c.position, lower(c.name), c.id`,
    bindings: [runId],
  });
  for await (const part of parts) {
    yield part.map((row) => ({
      ...{ caseId: row.test_case_id, status: row.status, note: row.note },
      ...{ updatedBy: row.updated_by, updatedAt: instant(row.updated_at) },
    }));
  }
}

interface RunRow {
  readonly id: string;
  readonly title: string;
  readonly camera_model: string | null;
  readonly firmware_version: string | null;
  readonly tester_name: string | null;
  readonly test_date: string;
  readonly created_by: string | null;
  readonly started_at: When;
  readonly completed_at: When;
  readonly created_at: When;
  readonly had: readonly LegacyStatus[];
  readonly foreign_results: number;
}

async function* legacyRuns(db: Knex, projectId: string): AsyncGenerator<readonly LegacyRun[]> {
  const parts = inParts<RunRow>(db, {
    name: 'legacy_runs',
    rows: partOf,
    sql: `SELECT r.id, r.title, r.camera_model, r.firmware_version, r.tester_name, r.test_date::text AS test_date,
       ${person('r.created_by_user_id')} AS created_by, r.started_at, r.completed_at, r.created_at,
       came.had, came.foreign_results
     FROM runs.test_runs AS r CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE s.project_id <> r.project_id)::int AS foreign_results,
         coalesce(array_agg(DISTINCT x.status::text) FILTER (WHERE s.project_id = r.project_id), '{}') AS had
       FROM runs.run_test_results AS x JOIN runs.test_cases AS c ON c.id = x.test_case_id
       JOIN runs.test_sections AS s ON s.id = c.section_id WHERE x.run_id = r.id
     ) AS came
     WHERE r.project_id = ?::uuid ORDER BY r.created_at, r.id`,
    bindings: [projectId],
  });
  for await (const part of parts) yield part.map((row) => toRun(db, row));
}

function toRun(db: Knex, row: RunRow): LegacyRun {
  return {
    ...{ id: row.id, title: row.title },
    cameraModel: row.camera_model ?? '',
    firmwareVersion: row.firmware_version ?? '',
    testerName: row.tester_name ?? '',
    ...{ testDate: row.test_date, createdBy: row.created_by },
    startedAt: instant(row.started_at),
    completedAt: instant(row.completed_at),
    createdAt: instant(row.created_at),
    ...{ had: row.had, foreign: row.foreign_results },
    results: () => legacyResults(db, row.id),
  };
}
