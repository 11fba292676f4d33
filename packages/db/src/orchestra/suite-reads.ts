import type { DataSet } from '@atelier/domain/orchestra/data-sets.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { SuiteRunStatus } from '@atelier/domain/orchestra/statuses.ts';
import type { Scenario, Step, SuiteDefinition } from '@atelier/domain/orchestra/suite-file.ts';
import type { ListedSuite, Suite } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import { instantOf, personOf } from './person.ts';

interface SuiteRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly process_id: string | null;
  readonly process_name: string | null;
  readonly process_version_id: string | null;
  readonly process_version_number: number | null;
  readonly criterion_json: Json;
  readonly settings_json: SuiteDefinition['settings'];
  readonly revision: number;
  readonly is_archived: boolean;
  readonly updated_by_user_id: string | null;
  readonly editor: string | null;
  readonly updated_at: Date;
}

const suiteColumns = `s.*, p.name AS process_name, v.version_number AS process_version_number,
  u.display_name AS editor`;
const suiteTables = `orchestra.scenario_suites AS s
  LEFT JOIN orchestra.processes AS p ON p.id = s.process_id
  LEFT JOIN orchestra.process_versions AS v ON v.id = s.process_version_id
  LEFT JOIN identity.users AS u ON u.id = s.updated_by_user_id`;

export interface SuiteListQuery {
  readonly archived: boolean;
  readonly processId?: string | undefined;
  readonly search?: string | undefined;
}

interface ListedRow extends SuiteRow {
  readonly scenarios: number;
  readonly run_id: string | null;
  readonly run_number: number;
  readonly run_status: SuiteRunStatus;
  readonly run_started_at: Date;
}

/** Suites in use, or those that were archived; A–Z, each with its last run. */
export async function listSuites(
  db: Knex,
  { archived, processId, search = '' }: SuiteListQuery,
): Promise<readonly ListedSuite[]> {
  const { rows } = await db.raw<{ rows: ListedRow[] }>(
    `SELECT ${suiteColumns}, r.*,
       (SELECT count(*)::int FROM orchestra.test_scenarios AS c WHERE c.suite_id = s.id) AS scenarios
     FROM ${suiteTables}
     LEFT JOIN LATERAL (
       SELECT id AS run_id, number AS run_number, status AS run_status, started_at AS run_started_at
       FROM orchestra.suite_runs WHERE suite_id = s.id ORDER BY started_at DESC LIMIT 1
     ) AS r ON true
     WHERE s.is_archived = :archived
       AND (:processId::uuid IS NULL OR s.process_id = :processId::uuid)
       AND (:search = '' OR s.name ILIKE :like)
     ORDER BY s.name COLLATE kernel.name_en, s.id`,
    {
      archived,
      processId: processId ?? null,
      search,
      like: `%${search.replace(/[\\%_]/g, '\\$&')}%`,
    },
  );
  return rows.map((row) => ({
    ...toFacts(row),
    scenarios: row.scenarios,
    lastRun:
      row.run_id === null
        ? null
        : {
            id: row.run_id,
            number: row.run_number,
            status: row.run_status,
            startedAt: instantOf(row.run_started_at),
          },
  }));
}

/** One suite with all that is in it, or undefined. */
export async function findSuite(db: Knex, id: string): Promise<Suite | undefined> {
  const { rows } = await db.raw<{ rows: SuiteRow[] }>(
    `SELECT ${suiteColumns} FROM ${suiteTables} WHERE s.id = ?::uuid`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    ...toFacts(row),
    processVersionId: row.process_version_id,
    processVersionNumber: row.process_version_number,
    definition: {
      name: row.name,
      description: row.description,
      ...(row.process_name !== null && {
        process: {
          name: row.process_name,
          ...(row.process_version_number !== null && { version: row.process_version_number }),
        },
      }),
      ...(row.criterion_json !== null && { criterion: row.criterion_json }),
      settings: row.settings_json,
      dataSets: await dataSetsOf(db, id),
      scenarios: await scenariosOf(db, id),
    },
  };
}

/** What the audit log has of suites: their contents are in the runs that were made with them. */
export async function suiteStates(db: Knex, ids: readonly string[]) {
  const { rows } = await db.raw<{
    rows: { id: string; name: string; revision: number; is_archived: boolean; scenarios: number }[];
  }>(
    `SELECT s.id, s.name, s.revision, s.is_archived,
       (SELECT count(*)::int FROM orchestra.test_scenarios AS c WHERE c.suite_id = s.id) AS scenarios
     FROM orchestra.scenario_suites AS s WHERE s.id = ANY (?::uuid[])`,
    [[...ids]],
  );
  return rows.map(({ id, name, revision, is_archived, scenarios }) => ({
    id,
    state: { name, revision, isArchived: is_archived, scenarios },
  }));
}

async function dataSetsOf(db: Knex, suiteId: string): Promise<DataSet[]> {
  const { rows } = await db.raw<{
    rows: { name: string; columns_json: DataSet['columns']; rows_json: DataSet['rows'] }[];
  }>(
    `SELECT name, columns_json, rows_json FROM orchestra.test_data_sets
     WHERE suite_id = ?::uuid ORDER BY position`,
    [suiteId],
  );
  return rows.map(({ name, columns_json: columns, rows_json }) => ({
    name,
    columns,
    rows: rows_json,
  }));
}

/** What a scenario has besides its columns. */
type ScenarioSettings = Pick<Scenario, 'priority' | 'timeout'>;

async function scenariosOf(db: Knex, suiteId: string): Promise<Scenario[]> {
  const { rows } = await db.raw<{
    rows: {
      key: string;
      name: string;
      reason: string;
      depends_on: Scenario['dependsOn'];
      path_json: Scenario['path'];
      data_set: string | null;
      settings_json: ScenarioSettings;
      steps: Step[];
    }[];
  }>(
    `SELECT c.key, c.name, c.reason, c.depends_on, c.path_json, d.name AS data_set, c.settings_json,
       coalesce((
         SELECT jsonb_agg(jsonb_build_object('key', t.key, 'name', t.name, 'kind', t.kind,
           'driver', t.driver, 'request', t.request, 'meta', t.meta) ORDER BY t.position)
         FROM orchestra.scenario_steps AS t WHERE t.scenario_id = c.id
       ), '[]') AS steps
     FROM orchestra.test_scenarios AS c
     LEFT JOIN orchestra.test_data_sets AS d ON d.id = c.data_set_id
     WHERE c.suite_id = ?::uuid ORDER BY c.position`,
    [suiteId],
  );
  return rows.map((row) => ({
    key: row.key,
    name: row.name,
    reason: row.reason,
    dependsOn: row.depends_on,
    ...(row.data_set !== null && { dataSet: row.data_set }),
    path: row.path_json,
    ...row.settings_json,
    steps: row.steps,
  }));
}

function toFacts(row: SuiteRow) {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    processId: row.process_id,
    processName: row.process_name,
    revision: row.revision,
    isArchived: row.is_archived,
    updatedBy: personOf(row.updated_by_user_id, row.editor),
    updatedAt: instantOf(row.updated_at),
  };
}
