import type {
  LegacyCase,
  LegacyData,
  LegacyProject,
  LegacyResult,
  LegacyRun,
  LegacyScreenshot,
  LegacySection,
  LegacyStatus,
} from '@atelier/domain/runs/legacy.ts';
import type { Knex } from 'knex';
import { instant } from './instant.ts';

type When = Date | number | null;

/** What stands in the tables of the first generation, whose people are those of the house by now. */
export async function readLegacyTables(db: Knex): Promise<LegacyData> {
  const cases = grouped(await legacyCases(db), ({ sectionId }) => sectionId);
  const sections = grouped(await legacySections(db, cases), ({ projectId }) => projectId);
  const screenshots = grouped(await legacyScreenshots(db), ({ place }) => place);
  const results = grouped(await legacyResults(db, screenshots), ({ runId }) => runId);
  const runs = grouped(await legacyRuns(db, results), ({ projectId }) => projectId);
  const { rows } = await db.raw<{
    rows: { id: string; name: string; owner_user_id: string; created_at: When }[];
  }>('SELECT id, name, owner_user_id, created_at FROM runs.projects ORDER BY created_at, id');
  const projects = rows.map(
    ({ id, name, owner_user_id, created_at }): LegacyProject => ({
      ...{ id, name, ownerId: owner_user_id, members: [], createdAt: instant(created_at) },
      sections: sections(id),
      runs: runs(id),
    }),
  );
  return { users: [], projects: projects.filter(holdsSomething), notes: [] };
}

function holdsSomething({ sections, runs }: LegacyProject): boolean {
  return sections.length > 0 || runs.length > 0;
}

/** Who somebody of the older program is in the house. */
const person = (column: string) =>
  `(SELECT house_user_id FROM runs.adopted_users WHERE user_id = ${column})`;

async function legacyCases(db: Knex) {
  const { rows } = await db.raw<{
    rows: (Omit<LegacyCase, 'isArchived' | 'createdBy'> & {
      section_id: string;
      is_archived: boolean;
      created_by: string | null;
    })[];
  }>(
    `SELECT id, section_id, name, details, position, is_archived, ${person('created_by_user_id')} AS created_by
     FROM runs.test_cases ORDER BY position, lower(name), id`,
  );
  return rows.map(
    ({ section_id, is_archived, created_by, ...row }): LegacyCase & { sectionId: string } => ({
      ...{ ...row, sectionId: section_id, isArchived: is_archived, createdBy: created_by },
    }),
  );
}

async function legacySections(db: Knex, cases: (id: string) => readonly LegacyCase[]) {
  const { rows } = await db.raw<{
    rows: {
      id: string;
      project_id: string;
      name: string;
      position: number;
      is_archived: boolean;
      created_by: string | null;
    }[];
  }>(
    `SELECT id, project_id, name, position, is_archived, ${person('created_by_user_id')} AS created_by
     FROM runs.test_sections ORDER BY position, lower(name), id`,
  );
  return rows.map((row): LegacySection & { projectId: string } => ({
    ...{ id: row.id, projectId: row.project_id, name: row.name, position: row.position },
    ...{ isArchived: row.is_archived, createdBy: row.created_by, cases: cases(row.id) },
  }));
}

async function legacyScreenshots(db: Knex) {
  const { rows } = await db.raw<{
    rows: {
      id: string;
      run_id: string;
      test_case_id: string;
      storage_key: string;
      file_name: string | null;
    }[];
  }>(
    `SELECT id, run_id, test_case_id, storage_key, file_name
     FROM runs.run_test_screenshots ORDER BY created_at, id`,
  );
  return rows.map((row): LegacyScreenshot & { place: string } => ({
    ...{ id: row.id, storageKey: row.storage_key, fileName: row.file_name },
    place: `${row.run_id} ${row.test_case_id}`,
  }));
}

async function legacyResults(
  db: Knex,
  screenshots: (place: string) => readonly LegacyScreenshot[],
) {
  const { rows } = await db.raw<{
    rows: {
      run_id: string;
      test_case_id: string;
      status: LegacyStatus;
      note: string;
      updated_by: string | null;
      updated_at: When;
    }[];
  }>(
    `SELECT x.run_id, x.test_case_id, x.status, x.note, x.updated_at, ${person('x.updated_by_user_id')} AS updated_by
     FROM runs.run_test_results AS x
     JOIN runs.test_cases AS c ON c.id = x.test_case_id JOIN runs.test_sections AS s ON s.id = c.section_id
     ORDER BY s.position, lower(s.name), c.position, lower(c.name), c.id`,
  );
  return rows.map((row): LegacyResult & { runId: string } => ({
    ...{ runId: row.run_id, caseId: row.test_case_id, status: row.status, note: row.note },
    ...{ updatedBy: row.updated_by, updatedAt: instant(row.updated_at) },
    screenshots: screenshots(`${row.run_id} ${row.test_case_id}`),
  }));
}

async function legacyRuns(db: Knex, results: (id: string) => readonly LegacyResult[]) {
  const { rows } = await db.raw<{
    rows: {
      id: string;
      project_id: string;
      title: string;
      camera_model: string | null;
      firmware_version: string | null;
      tester_name: string | null;
      test_date: string;
      created_by: string | null;
      started_at: When;
      completed_at: When;
      created_at: When;
    }[];
  }>(
    `SELECT id, project_id, title, camera_model, firmware_version, tester_name, test_date::text AS test_date,
       ${person('created_by_user_id')} AS created_by, started_at, completed_at, created_at
     FROM runs.test_runs ORDER BY created_at, id`,
  );
  return rows.map((row): LegacyRun & { projectId: string } => ({
    ...{ id: row.id, projectId: row.project_id, title: row.title },
    cameraModel: row.camera_model ?? '',
    firmwareVersion: row.firmware_version ?? '',
    testerName: row.tester_name ?? '',
    ...{ testDate: row.test_date, createdBy: row.created_by },
    startedAt: instant(row.started_at),
    completedAt: instant(row.completed_at),
    createdAt: instant(row.created_at),
    results: results(row.id),
  }));
}

function grouped<Thing>(things: readonly Thing[], by: (thing: Thing) => string) {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const group = groups.get(by(thing));
    if (group === undefined) groups.set(by(thing), [thing]);
    else group.push(thing);
  }
  return (key: string): readonly Thing[] => groups.get(key) ?? [];
}
