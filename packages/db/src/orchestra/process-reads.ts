import type { Json } from '@atelier/domain/orchestra/json.ts';
import type {
  Process,
  ProcessVersion,
  ProcessVersionContent,
} from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import { instantOf, personOf } from './person.ts';

interface ProcessRow {
  readonly id: string;
  readonly name: string;
  readonly version_number: number;
  readonly is_archived: boolean;
  readonly suites: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly imported_at: Date | null;
}

/** Processes in use, or those that were archived; A–Z. */
export function listProcesses(db: Knex, archived: boolean): Promise<readonly Process[]> {
  return readProcesses(db, 'p.is_archived = :archived', { archived });
}

/** The processes with these ids, in no order. */
export function processesById(db: Knex, ids: readonly string[]): Promise<readonly Process[]> {
  return readProcesses(db, 'p.id = ANY (:ids::uuid[])', { ids: [...ids] });
}

async function readProcesses(
  db: Knex,
  which: string,
  bindings: Readonly<Record<string, boolean | string[]>>,
): Promise<readonly Process[]> {
  const { rows } = await db.raw<{ rows: ProcessRow[] }>(
    `SELECT p.*, (SELECT count(*)::int FROM orchestra.scenario_suites AS s
       WHERE s.process_id = p.id AND NOT s.is_archived) AS suites,
       (SELECT v.created_at FROM orchestra.process_versions AS v
        WHERE v.process_id = p.id AND v.version_number = p.version_number) AS imported_at
     FROM orchestra.processes AS p WHERE ${which} ORDER BY p.name COLLATE kernel.name_en, p.id`,
    bindings,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    versionNumber: row.version_number,
    isArchived: row.is_archived,
    suites: row.suites,
    createdAt: instantOf(row.created_at),
    updatedAt: instantOf(row.updated_at),
    importedAt: instantOf(row.imported_at),
  }));
}

interface VersionRow {
  readonly id: string;
  readonly process_id: string;
  readonly version_number: number;
  readonly checksum: string;
  readonly change_note: string;
  readonly created_by_user_id: string | null;
  readonly author: string | null;
  readonly created_at: Date;
}

const versionColumns = `v.id, v.process_id, v.version_number, v.checksum, v.change_note, v.created_by_user_id,
  u.display_name AS author, v.created_at`;
const versionTables = `orchestra.process_versions AS v
  LEFT JOIN identity.users AS u ON u.id = v.created_by_user_id`;

/** The newest first. */
export async function versionsOf(db: Knex, processId: string): Promise<readonly ProcessVersion[]> {
  const { rows } = await db.raw<{ rows: VersionRow[] }>(
    `SELECT ${versionColumns} FROM ${versionTables}
     WHERE v.process_id = ?::uuid ORDER BY v.version_number DESC`,
    [processId],
  );
  return rows.map(toVersion);
}

/** A version by its number, or by its id. */
export async function findVersion(
  db: Knex,
  which: { readonly id: string } | { readonly processId: string; readonly versionNumber: number },
): Promise<ProcessVersionContent | undefined> {
  const [where, bindings] =
    'id' in which
      ? ['v.id = ?::uuid', [which.id]]
      : ['v.process_id = ?::uuid AND v.version_number = ?', [which.processId, which.versionNumber]];
  const { rows } = await db.raw<{
    rows: (VersionRow & { readonly xml: string; readonly report_json: Json })[];
  }>(
    `SELECT ${versionColumns}, v.xml, v.report_json FROM ${versionTables} WHERE ${where}`,
    bindings,
  );
  const [row] = rows;
  return row && { ...toVersion(row), xml: row.xml, report: row.report_json };
}

function toVersion(row: VersionRow): ProcessVersion {
  return {
    id: row.id,
    processId: row.process_id,
    versionNumber: row.version_number,
    checksum: row.checksum,
    changeNote: row.change_note,
    createdBy: personOf(row.created_by_user_id, row.author),
    createdAt: instantOf(row.created_at),
  };
}
