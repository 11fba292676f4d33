import type { ItemFacts, RunFacts } from '@atelier/domain/runs/definition-of-done.ts';
import type { RunStatus } from '@atelier/domain/runs/machine.ts';
import type { Verdict } from '@atelier/domain/runs/result.ts';
import type { ListedRun, Page, PersonName, Run } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';
import { tagsOfItem } from './case-reads.ts';
import { certainInstant, instant } from './instant.ts';
import type { VisibleProjects } from './project-reads.ts';

export interface RunListQuery {
  readonly projectId?: string | undefined;
  readonly status?: readonly RunStatus[] | undefined;
  readonly assetId?: string | undefined;
  readonly executedBy?: string | undefined;
  readonly search?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | null | undefined;
}

interface RunRow {
  readonly id: string;
  readonly project_id: string;
  readonly project_name: string;
  readonly defect_url_pattern: string | null;
  readonly title: string;
  readonly status: RunStatus;
  readonly verdict: Verdict | null;
  readonly asset_id: string | null;
  readonly model: string | null;
  readonly firmware_version: string | null;
  readonly template_id: string | null;
  readonly template_name: string | null;
  readonly executed_by_user_id: string;
  readonly engineer: string;
  readonly lead_user_id: string | null;
  readonly lead: string | null;
  readonly locked_by_user_id: string | null;
  readonly locker: string | null;
  readonly matrix_id: string | null;
  readonly correction_of_run_id: string | null;
  readonly fail_reason_code: string | null;
  readonly fail_summary: string;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly locked_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  /** The created_at to the microsecond, as a cursor needs it. */
  readonly created: string;
  readonly ok: number;
  readonly fail: number;
  readonly na: number;
  readonly open: number;
}

/** The firmware of a run `r` on an asset `a`: of a run that is done the one that it was done on. */
export const firmwareOfRun = 'coalesce(r.firmware_when_done, a.firmware_version)';

const runColumns = `r.id, r.project_id, p.name AS project_name, p.defect_url_pattern, r.title, r.status, r.verdict,
  r.asset_id, a.model, ${firmwareOfRun} AS firmware_version, r.template_id, t.name AS template_name,
  r.executed_by_user_id, e.display_name AS engineer, r.lead_user_id, l.display_name AS lead,
  r.locked_by_user_id, k.display_name AS locker, r.matrix_id, r.correction_of_run_id,
  r.fail_reason_code, r.fail_summary, r.started_at, r.finished_at, r.locked_at, r.created_at, r.updated_at,
  r.created_at::text AS created`;

/** Around the runs that a query has found: so what belongs to each is read for these alone. */
const withDetails = (found: string) => `
  SELECT ${runColumns}, i.* FROM (${found}) AS r
  JOIN runs.projects AS p ON p.id = r.project_id
  JOIN identity.users AS e ON e.id = r.executed_by_user_id
  LEFT JOIN identity.users AS l ON l.id = r.lead_user_id
  LEFT JOIN identity.users AS k ON k.id = r.locked_by_user_id
  LEFT JOIN runs.assets AS a ON a.id = r.asset_id
  LEFT JOIN runs.run_templates AS t ON t.id = r.template_id
  CROSS JOIN LATERAL (
    SELECT x.ok, x.fail, x.na, greatest(items.count - x.ok - x.fail - x.na, 0) AS open
    FROM (
      SELECT count(*) FILTER (WHERE status = 'ok')::int AS ok, count(*) FILTER (WHERE status = 'fail')::int AS fail,
        count(*) FILTER (WHERE status = 'na')::int AS na
      FROM runs.run_results WHERE run_id = r.id
    ) AS x, (SELECT count(*)::int AS count FROM runs.run_items WHERE run_id = r.id) AS items
  ) AS i`;

/** Runs of the projects that somebody sees, the newest first, a page at a time. */
export async function listRuns(
  db: Knex,
  visible: VisibleProjects,
  query: RunListQuery,
): Promise<Page<ListedRun>> {
  const { projectId, status, assetId, executedBy, search, limit, cursor } = query;
  const matching = db('runs.runs as r');
  if (visible !== 'all') matching.whereRaw('r.project_id::text = ANY (?)', [[...visible]]);
  if (projectId !== undefined) matching.where('r.projectId', projectId);
  if (status !== undefined) matching.whereIn('r.status', [...status]);
  if (assetId !== undefined) matching.where('r.assetId', assetId);
  if (executedBy !== undefined) matching.where('r.executedByUserId', executedBy);
  if (search) matching.whereILike('r.title', `%${search.replace(/[\\%_]/g, '\\$&')}%`);
  const page = matching
    .clone()
    .select('r.*')
    .orderByRaw('r.created_at DESC, r.id DESC')
    .limit(limit + 1);
  if (cursor) {
    const [created, id] = decodeCursor(cursor, 2);
    page.whereRaw('(r.created_at, r.id) < (?::timestamptz, ?::uuid)', [
      String(created),
      String(id),
    ]);
  }
  const { rows } = await db.raw<{ rows: RunRow[] }>(
    `${withDetails('?')} ORDER BY r.created_at DESC, r.id DESC`,
    [page],
  );
  const counted = await matching.clone().count('* as total').first();
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toListedRun),
    nextCursor: rows.length > shown.length && last ? encodeCursor([last.created, last.id]) : null,
    total: Number(counted?.total ?? 0),
  };
}

/** The runs with these ids, in no order. */
export async function runsById(db: Knex, ids: readonly string[]): Promise<readonly Run[]> {
  const { rows } = await db.raw<{ rows: RunRow[] }>(
    withDetails('SELECT * FROM runs.runs WHERE id = ANY (?::uuid[])'),
    [[...ids]],
  );
  return rows.map(toRun);
}

/** One run, or undefined. */
export async function findRun(db: Knex, id: string): Promise<Run | undefined> {
  return (await runsById(db, [id]))[0];
}

/** What the definition of done asks of a run. */
export async function runFacts(db: Knex, run: Run): Promise<RunFacts> {
  const { rows } = await db.raw<{
    rows: {
      id: string;
      tags: readonly string[];
      status: NonNullable<ItemFacts['result']>['status'] | null;
      fail_reason_code: string | null;
      comment: string | null;
    }[];
  }>(
    `SELECT i.id, ${tagsOfItem} AS tags, x.status, x.fail_reason_code, x.comment
     FROM runs.run_items AS i
     JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
     JOIN runs.testcases AS c ON c.id = v.testcase_id
     LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id
     WHERE i.run_id = ?::uuid ORDER BY i.position, i.id`,
    [run.id],
  );
  return {
    projectId: run.projectId,
    asset: run.assetId === null ? null : { firmwareVersion: run.firmwareVersion ?? '' },
    executedByUserId: run.executedBy.id,
    templateId: run.templateId,
    verdict: run.verdict,
    items: rows.map(({ id, tags, status, fail_reason_code, comment }) => ({
      id,
      tags,
      result:
        status === null
          ? null
          : { status, failReasonCode: fail_reason_code, comment: comment ?? '' },
    })),
  };
}

function toRun(row: RunRow): Run {
  return {
    ...toListedRun(row),
    lead: person(row.lead_user_id, row.lead),
    lockedBy: person(row.locked_by_user_id, row.locker),
    failReasonCode: row.fail_reason_code,
    failSummary: row.fail_summary,
    defectUrlPattern: row.defect_url_pattern,
  };
}

function toListedRun(row: RunRow): ListedRun {
  return {
    id: row.id,
    projectId: row.project_id,
    projectName: row.project_name,
    title: row.title,
    status: row.status,
    verdict: row.verdict,
    assetId: row.asset_id,
    assetModel: row.model,
    firmwareVersion: row.firmware_version,
    templateId: row.template_id,
    templateName: row.template_name,
    executedBy: { id: row.executed_by_user_id, name: row.engineer },
    matrixId: row.matrix_id,
    correctionOfRunId: row.correction_of_run_id,
    startedAt: instant(row.started_at),
    finishedAt: instant(row.finished_at),
    lockedAt: instant(row.locked_at),
    createdAt: certainInstant(row.created_at),
    updatedAt: certainInstant(row.updated_at),
    results: { ok: row.ok, fail: row.fail, na: row.na, open: row.open },
  };
}

function person(id: string | null, name: string | null): PersonName | null {
  return id === null ? null : { id, name: name ?? '' };
}
