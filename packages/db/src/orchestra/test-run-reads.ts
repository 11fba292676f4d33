import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { StepStatus, TestRunStatus } from '@atelier/domain/orchestra/statuses.ts';
import type {
  Page,
  StepFailure,
  StepResult,
  TestRun,
  TestRunDetail,
  WaitsFor,
} from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';
import { decodeCursor, encodeCursor } from '../kernel/cursor.ts';
import { instantOf } from './person.ts';

export interface TestRunListQuery {
  readonly suiteRunId: string;
  readonly status?: readonly TestRunStatus[] | undefined;
  readonly scenario?: string | undefined;
  readonly search?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | null | undefined;
}

interface TestRunRow {
  readonly id: string;
  readonly suite_run_id: string;
  readonly scenario_key: string;
  readonly row_key: string | null;
  readonly name: string;
  readonly status: TestRunStatus;
  readonly position: number;
  readonly place: number;
  readonly steps: number | null;
  readonly waits_for: WaitsFor | null;
  readonly control: TestRun['control'];
  readonly error: StepFailure | null;
  readonly takeovers: number;
  readonly locked_by: string | null;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
}

const columns = `t.id, t.suite_run_id, t.scenario_key, t.row_key, t.name, t.status, t.position, t.place,
  (t.execution_context ->> 'steps')::int AS steps, t.waits_for, t.control, t.error, t.takeovers,
  t.locked_by, t.started_at, t.finished_at`;

/** The test runs of a suite run in the order of the suite, a page at a time. */
export async function listTestRuns(
  db: Knex,
  { suiteRunId, status, scenario, search = '', limit, cursor }: TestRunListQuery,
): Promise<Page<TestRun>> {
  const [after = null] = cursor ? decodeCursor(cursor, 1) : [];
  const matching = `t.suite_run_id = :suiteRunId::uuid
    AND (:status::text[] IS NULL OR t.status = ANY (:status::text[]))
    AND (:scenario::text IS NULL OR t.scenario_key = :scenario::text)
    AND (:search = '' OR t.name ILIKE :like)`;
  const bindings = {
    suiteRunId,
    status: status === undefined ? null : [...status],
    scenario: scenario ?? null,
    search,
    like: `%${search.replace(/[\\%_]/g, '\\$&')}%`,
  };
  const { rows } = await db.raw<{ rows: TestRunRow[] }>(
    `SELECT ${columns} FROM orchestra.test_runs AS t
     WHERE ${matching} AND (:after::int IS NULL OR t.place > :after::int)
     ORDER BY t.place LIMIT :limit`,
    { ...bindings, after: placeIn(after), limit: limit + 1 },
  );
  const { rows: counted } = await db.raw<{ rows: { total: number }[] }>(
    `SELECT count(*)::int AS total FROM orchestra.test_runs AS t WHERE ${matching}`,
    bindings,
  );
  const shown = rows.slice(0, limit);
  const end = shown.at(-1);
  return {
    items: shown.map(toTestRun),
    nextCursor: rows.length > limit && end ? encodeCursor([end.place]) : null,
    total: counted[0]?.total ?? 0,
  };
}

/** A cursor that somebody made up finds nothing. */
function placeIn(part: string | number | null): number | null {
  if (part === null) return null;
  return Number.isInteger(part) && Math.abs(Number(part)) < 2 ** 31 ? Number(part) : 2 ** 31 - 1;
}

/** A test run with all that it goes on from. */
export interface StoredTestRun extends TestRun {
  readonly suiteRunNumber: number;
  readonly executionContext: Json;
  readonly dependsOn: TestRunDetail['dependsOn'];
}

export async function findTestRun(db: Knex, id: string): Promise<StoredTestRun | undefined> {
  return readTestRun(db, id, '');
}

/** The same, once nobody else changes it. */
export async function lockTestRun(
  trx: Knex.Transaction,
  id: string,
): Promise<StoredTestRun | undefined> {
  return readTestRun(trx, id, 'FOR NO KEY UPDATE OF t');
}

async function readTestRun(
  db: Knex,
  id: string,
  locking: string,
): Promise<StoredTestRun | undefined> {
  const { rows } = await db.raw<{
    rows: (TestRunRow & {
      readonly number: number;
      readonly execution_context: Json;
      readonly depends_on: TestRunDetail['dependsOn'];
    })[];
  }>(
    `SELECT ${columns}, t.execution_context, t.depends_on, r.number
     FROM orchestra.test_runs AS t JOIN orchestra.suite_runs AS r ON r.id = t.suite_run_id
     WHERE t.id = ?::uuid ${locking}`,
    [id],
  );
  const [row] = rows;
  return (
    row && {
      ...toTestRun(row),
      suiteRunNumber: row.number,
      executionContext: row.execution_context,
      dependsOn: row.depends_on,
    }
  );
}

/** What became of each step, in the order in which it did; a page at a time. */
export async function listStepResults(
  db: Knex,
  {
    testRunId,
    limit,
    cursor,
  }: {
    readonly testRunId: string;
    readonly limit: number;
    readonly cursor?: string | null | undefined;
  },
): Promise<Page<StepResult>> {
  const [after = null] = cursor ? decodeCursor(cursor, 1) : [];
  const { rows } = await db.raw<{
    rows: {
      sequence: number;
      position: number;
      attempt: number;
      status: StepStatus;
      step_key: string;
      started_at: Date;
      finished_at: Date;
      result: Json;
    }[];
  }>(
    `SELECT sequence, position, attempt, status, step_key, started_at, finished_at, result
     FROM orchestra.step_results WHERE run_id = :testRunId::uuid
       AND (:after::int IS NULL OR sequence > :after::int)
     ORDER BY sequence LIMIT :limit`,
    { testRunId, after: placeIn(after), limit: limit + 1 },
  );
  const { rows: counted } = await db.raw<{ rows: { total: number }[] }>(
    'SELECT count(*)::int AS total FROM orchestra.step_results WHERE run_id = ?::uuid',
    [testRunId],
  );
  const shown = rows.slice(0, limit);
  const end = shown.at(-1);
  return {
    items: shown.map((row) => ({
      sequence: row.sequence,
      position: row.position,
      attempt: row.attempt,
      status: row.status,
      stepKey: row.step_key,
      startedAt: instantOf(row.started_at),
      finishedAt: instantOf(row.finished_at),
      result: row.result,
    })),
    nextCursor: rows.length > limit && end ? encodeCursor([end.sequence]) : null,
    total: counted[0]?.total ?? 0,
  };
}

function toTestRun(row: TestRunRow): TestRun {
  return {
    id: row.id,
    suiteRunId: row.suite_run_id,
    scenarioKey: row.scenario_key,
    rowKey: row.row_key,
    name: row.name,
    status: row.status,
    position: row.position,
    steps: row.steps ?? 0,
    waitsFor: row.waits_for,
    control: row.control,
    error: row.error,
    takeovers: row.takeovers,
    worker: row.locked_by,
    startedAt: instantOf(row.started_at),
    finishedAt: instantOf(row.finished_at),
  };
}

/** What the audit log has of test runs. */
export async function testRunStates(db: Knex, ids: readonly string[]) {
  const { rows } = await db.raw<{
    rows: {
      id: string;
      name: string;
      status: string;
      position: number;
      suite_run_id: string;
      ctx: Json;
      control: string | null;
    }[];
  }>(
    `SELECT id, name, status, position, suite_run_id, execution_context -> 'ctx' AS ctx, control
     FROM orchestra.test_runs WHERE id = ANY (?::uuid[])`,
    [[...ids]],
  );
  return rows.map(({ id, suite_run_id, ...state }) => ({
    id,
    state: { ...state, suiteRunId: suite_run_id },
  }));
}

/** What each result of a test run has kept for later steps, in their order. */
export async function listExports(
  db: Knex,
  testRunId: string,
): Promise<
  readonly { readonly position: number; readonly exports: Readonly<Record<string, Json>> }[]
> {
  const { rows } = await db.raw<{ rows: { position: number; exports: Record<string, Json> }[] }>(
    `SELECT position, coalesce(result -> 'exports', '{}'::jsonb) AS exports
     FROM orchestra.step_results WHERE run_id = ?::uuid ORDER BY sequence`,
    [testRunId],
  );
  return rows;
}
