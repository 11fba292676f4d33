import type { ExecutionContext } from '@atelier/domain/orchestra/execution-context.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import type { Knex } from 'knex';

/**
 * Gives runs that nobody has begun what those before them have exported. It is merged into what they go on from, and
 * the engine has no part in it: nobody holds them.
 */
export async function giveInherited(
  trx: Knex,
  ids: readonly string[],
  inherited: Readonly<Record<string, Json>>,
): Promise<void> {
  await trx.raw(
    `UPDATE orchestra.test_runs SET execution_context = execution_context || :inherited::jsonb
     WHERE id = ANY (:ids::uuid[]) AND status = 'PENDING'`,
    { ids: [...ids], inherited: JSON.stringify(inherited) },
  );
}

/** Changes what a run goes on from that nobody holds; false where somebody does, or it is over. */
export async function editContext(
  trx: Knex,
  id: string,
  context: ExecutionContext,
  position: number,
): Promise<boolean> {
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    `UPDATE orchestra.test_runs SET execution_context = :context::jsonb, position = :position
     WHERE id = :id::uuid AND status IN ('PENDING', 'FAILED_STUCK')`,
    { id, context: JSON.stringify(context), position },
  );
  return rowCount === 1;
}

/** Notes that a run has come to a barrier; gives how many have. All who come there wait for each other's commit. */
export async function arriveAt(
  trx: Knex.Transaction,
  suiteRunId: string,
  barrier: string,
  testRunId: string,
): Promise<number> {
  await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 113))', [
    `${suiteRunId} ${barrier}`,
  ]);
  await trx.raw(
    `INSERT INTO orchestra.barrier_arrivals (suite_run_id, barrier, test_run_id)
     VALUES (?::uuid, ?, ?::uuid) ON CONFLICT DO NOTHING`,
    [suiteRunId, barrier, testRunId],
  );
  const { rows } = await trx.raw<{ rows: { arrived: number }[] }>(
    `SELECT count(*)::int AS arrived FROM orchestra.barrier_arrivals
     WHERE suite_run_id = ?::uuid AND barrier = ?`,
    [suiteRunId, barrier],
  );
  return rows[0]?.arrived ?? 0;
}

export interface BarrierState {
  readonly arrived: number;
  /** How many of the runs that could come have neither come nor ended. */
  readonly expected: number;
  /** How long this run has been waiting, in milliseconds. */
  readonly waitedMs: number;
}

/** How things stand at a barrier to which runs of these scenarios come. */
export async function barrierState(
  db: Knex,
  suiteRunId: string,
  barrier: string,
  testRunId: string,
  scenarioKeys: readonly string[],
): Promise<BarrierState> {
  const { rows } = await db.raw<{
    rows: { arrived: number; expected: number; waited: number | null }[];
  }>(
    `SELECT
       (SELECT count(*)::int FROM orchestra.barrier_arrivals
        WHERE suite_run_id = :suiteRunId::uuid AND barrier = :barrier) AS arrived,
       (SELECT count(*)::int FROM orchestra.test_runs AS t
        WHERE t.suite_run_id = :suiteRunId::uuid AND t.scenario_key = ANY (:scenarioKeys::text[])
          AND t.finished_at IS NULL AND NOT EXISTS (
            SELECT FROM orchestra.barrier_arrivals AS a
            WHERE a.suite_run_id = t.suite_run_id AND a.barrier = :barrier AND a.test_run_id = t.id
          )) AS expected,
       (SELECT extract(epoch FROM clock_timestamp() - arrived_at)::float8 * 1000
        FROM orchestra.barrier_arrivals
        WHERE suite_run_id = :suiteRunId::uuid AND barrier = :barrier
          AND test_run_id = :testRunId::uuid) AS waited`,
    { suiteRunId, barrier, testRunId, scenarioKeys: [...scenarioKeys] },
  );
  const [row] = rows;
  return {
    arrived: row?.arrived ?? 0,
    expected: row?.expected ?? 0,
    waitedMs: row?.waited ?? 0,
  };
}

/** Those that wait at one of these barriers of a suite run. */
export async function waitingAt(
  trx: Knex,
  suiteRunId: string,
  barriers: readonly string[] | null,
): Promise<readonly string[]> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `SELECT id FROM orchestra.test_runs
     WHERE suite_run_id = :suiteRunId::uuid AND finished_at IS NULL
       AND (status = 'IN_PROGRESS' OR waits_for ->> 'kind' = 'barrier')
       AND EXISTS (
         SELECT FROM orchestra.barrier_arrivals AS a
         WHERE a.suite_run_id = :suiteRunId::uuid AND a.test_run_id = test_runs.id
           AND (:barriers::text[] IS NULL OR a.barrier = ANY (:barriers::text[]))
       ) ORDER BY id`,
    { suiteRunId, barriers: barriers === null ? null : [...barriers] },
  );
  return rows.map(({ id }) => id);
}
