import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { RunPlan } from '@atelier/domain/orchestra/run-plan.ts';
import {
  type RunCounts,
  type SuiteRunOrigin,
  type SuiteRunStatus,
  testRunStatuses,
} from '@atelier/domain/orchestra/statuses.ts';
import type { ListedSuiteRun, Page, SuiteRun } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';
import { SuiteRunModel } from './models/suite-run.ts';
import { instantOf, personOf } from './person.ts';

export interface SuiteRunListQuery {
  readonly suiteId?: string | undefined;
  readonly environmentId?: string | undefined;
  readonly status?: readonly SuiteRunStatus[] | undefined;
  readonly limit: number;
  readonly cursor?: string | null | undefined;
}

interface SuiteRunRow {
  readonly id: string;
  readonly number: number;
  readonly suite_id: string;
  readonly suite_name: string;
  readonly environment_id: string;
  readonly environment_name: string;
  readonly status: SuiteRunStatus;
  readonly origin: SuiteRunOrigin;
  readonly started_by_user_id: string | null;
  readonly starter: string | null;
  readonly started_at: Date;
  readonly started: string;
  readonly finished_at: Date | null;
  readonly counts: Readonly<Partial<RunCounts>>;
}

/** Names as the plan has them: what a run was of stays, whatever things are called now. */
const columns = `r.id, r.number, r.suite_id, r.plan_json -> 'suite' ->> 'name' AS suite_name,
  r.environment_id, r.plan_json -> 'environment' ->> 'name' AS environment_name, r.status, r.origin,
  r.started_by_user_id, u.display_name AS starter, r.started_at, r.started_at::text AS started,
  r.finished_at, coalesce(r.counts_json, (
    SELECT jsonb_object_agg(c.status, c.count) FROM (
      SELECT status, count(*) AS count FROM orchestra.test_runs WHERE suite_run_id = r.id GROUP BY status
    ) AS c
  ), '{}') AS counts`;
const tables = `orchestra.suite_runs AS r LEFT JOIN identity.users AS u ON u.id = r.started_by_user_id`;

/** The newest first, a page at a time. */
export async function listSuiteRuns(
  db: Knex,
  { suiteId, environmentId, status, limit, cursor }: SuiteRunListQuery,
): Promise<Page<ListedSuiteRun>> {
  const [started = null, last = null] = cursor ? ownCursor(cursor) : [];
  const matching = `(:suiteId::uuid IS NULL OR r.suite_id = :suiteId::uuid)
    AND (:environmentId::uuid IS NULL OR r.environment_id = :environmentId::uuid)
    AND (:status::text[] IS NULL OR r.status = ANY (:status::text[]))`;
  const bindings = {
    suiteId: suiteId ?? null,
    environmentId: environmentId ?? null,
    status: status === undefined ? null : [...status],
  };
  const { rows } = await db.raw<{ rows: SuiteRunRow[] }>(
    `SELECT ${columns} FROM ${tables} WHERE ${matching}
       AND (:started::timestamptz IS NULL OR (r.started_at, r.id) < (:started::timestamptz, :last::uuid))
     ORDER BY r.started_at DESC, r.id DESC LIMIT :limit`,
    { ...bindings, started, last, limit: limit + 1 },
  );
  const { rows: counted } = await db.raw<{ rows: { total: number }[] }>(
    `SELECT count(*)::int AS total FROM orchestra.suite_runs AS r WHERE ${matching}`,
    bindings,
  );
  const shown = rows.slice(0, limit);
  const end = shown.at(-1);
  return {
    items: shown.map(toListed),
    nextCursor: rows.length > limit && end ? encodeCursor([end.started, end.id]) : null,
    total: counted[0]?.total ?? 0,
  };
}

/** Throws `ERR_VALIDATION` for a cursor that we never gave out. */
function ownCursor(cursor: string): readonly (string | number)[] {
  const key = decodeCursor(cursor, 2);
  const [started, id] = key.map(String);
  const isOurs =
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/.test(started ?? '') &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id ?? '') &&
    !Number.isNaN(Date.parse((started ?? '').slice(0, 19)));
  if (!isOurs) throw kernelError('ERR_VALIDATION', { field: 'cursor' });
  return key;
}

/** One run of a suite, or undefined. */
export async function findSuiteRun(db: Knex, id: string): Promise<SuiteRun | undefined> {
  const { rows } = await db.raw<{
    rows: (SuiteRunRow & {
      readonly plan_json: RunPlan;
      readonly context: Readonly<Record<string, Json>>;
      readonly forked_from_id: string | null;
      readonly forked_number: number;
      readonly waiting: number;
      readonly is_paused: boolean;
    })[];
  }>(
    `SELECT ${columns}, r.plan_json, r.context, r.forked_from_id, f.number AS forked_number,
       (SELECT count(*)::int FROM orchestra.test_runs AS t WHERE t.suite_run_id = r.id
          AND t.finished_at IS NULL
          AND (t.status = 'FAILED_STUCK' OR t.waits_for ->> 'kind' IN ('person', 'hold'))) AS waiting,
       (SELECT coalesce(bool_and(
            t.control IS NOT NULL OR t.status = 'PENDING' AND t.waits_for ->> 'kind' = 'pause'
          ), false) FROM orchestra.test_runs AS t WHERE t.suite_run_id = r.id
          AND t.finished_at IS NULL AND t.status <> 'FAILED_STUCK' AND t.control IS DISTINCT FROM 'cancel'
       ) AS is_paused
     FROM ${tables} LEFT JOIN orchestra.suite_runs AS f ON f.id = r.forked_from_id
     WHERE r.id = ?::uuid`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    ...toListed(row),
    forkedFrom:
      row.forked_from_id === null ? null : { id: row.forked_from_id, number: row.forked_number },
    plan: row.plan_json,
    context: row.context,
    waitingForPerson: row.waiting,
    isPaused: row.is_paused,
  };
}

/** What the audit log has of runs. */
export async function suiteRunStates(db: Knex, ids: readonly string[]) {
  const { rows } = await db.raw<{
    rows: {
      id: string;
      number: number;
      status: string;
      suite_id: string;
      environment_id: string;
    }[];
  }>(
    `SELECT id, number, status, suite_id, environment_id FROM orchestra.suite_runs
     WHERE id = ANY (?::uuid[])`,
    [[...ids]],
  );
  return rows.map(({ id, number, status, suite_id, environment_id }) => ({
    id,
    state: { number, status, suiteId: suite_id, environmentId: environment_id },
  }));
}

/** The plan of a run, which never changes; undefined where there is no such run. */
export async function readPlan(
  db: Knex,
  id: string,
): Promise<
  { readonly plan: RunPlan; readonly context: Readonly<Record<string, Json>> } | undefined
> {
  const { rows } = await db.raw<{
    rows: { plan_json: RunPlan; context: Readonly<Record<string, Json>> }[];
  }>('SELECT plan_json, context FROM orchestra.suite_runs WHERE id = ?::uuid', [id]);
  return rows[0] && { plan: rows[0].plan_json, context: rows[0].context };
}

/** Who began a run, and how: nobody where it was the command line, or a time plan. */
export async function starterOf(
  db: Knex,
  id: string,
): Promise<{ readonly userId: string | null; readonly origin: SuiteRunOrigin | null }> {
  const run = await SuiteRunModel.query(db).findById(id).select('startedByUserId', 'origin');
  return { userId: run?.startedByUserId ?? null, origin: run?.origin ?? null };
}

function toListed(row: SuiteRunRow): ListedSuiteRun {
  return {
    id: row.id,
    number: row.number,
    suiteId: row.suite_id,
    suiteName: row.suite_name,
    environmentId: row.environment_id,
    environmentName: row.environment_name,
    status: row.status,
    origin: row.origin,
    startedBy: personOf(row.started_by_user_id, row.starter),
    startedAt: instantOf(row.started_at),
    finishedAt: instantOf(row.finished_at),
    counts: allCounts(row.counts),
  };
}

/** With a zero for each status that none is in. */
export function allCounts(counts: Readonly<Partial<RunCounts>>): RunCounts {
  return Object.fromEntries(
    testRunStatuses.map((status) => [status, counts[status] ?? 0]),
  ) as RunCounts;
}
