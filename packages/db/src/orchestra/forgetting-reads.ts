import type { Knex } from 'knex';

/** A run of a suite as the audit log remembers it. */
export interface OldSuiteRun {
  readonly id: string;
  readonly number: number;
  readonly suite: string;
  readonly environment: string;
  readonly status: string;
  readonly startedAt: string;
}

/** The oldest run that has been finished for so many days. It has begun before, so the index by that finds it. */
export async function oldestSuiteRun(db: Knex, days: number): Promise<OldSuiteRun | undefined> {
  const { rows } = await db.raw<{
    rows: (Omit<OldSuiteRun, 'startedAt'> & { readonly started_at: Date })[];
  }>(
    `SELECT r.id, r.number, s.name AS suite, e.name AS environment, r.status, r.started_at
     FROM orchestra.suite_runs AS r JOIN orchestra.scenario_suites AS s ON s.id = r.suite_id
     JOIN orchestra.environments AS e ON e.id = r.environment_id
     WHERE r.started_at < now() - :days * interval '1 day'
       AND r.finished_at < now() - :days * interval '1 day'
     ORDER BY r.started_at, r.id LIMIT 1`,
    { days },
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { started_at, ...run } = row;
  return { ...run, startedAt: started_at.toISOString() };
}

/** Some of the test runs of a suite run. */
export async function someTestRuns(
  db: Knex,
  suiteRunId: string,
  most: number,
): Promise<readonly string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    'SELECT id FROM orchestra.test_runs WHERE suite_run_id = ?::uuid ORDER BY place LIMIT ?',
    [suiteRunId, most],
  );
  return rows.map(({ id }) => id);
}
