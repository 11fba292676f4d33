import type { ReportInput } from '@atelier/domain/runs/reports/schemas.ts';
import type { Knex } from 'knex';
import { firmwareOfRun } from '../run-reads.ts';

/** The parts of a report's query that say which results it is of. */
export interface Scope {
  /** What stands behind WITH: `chosen`, the runs with their model and firmware, and `superseded`. */
  readonly parts: string;
  /** Holds for a result `x` of a chosen run `r` that counts: not corrected, and of a case that was asked for. */
  readonly counts: string;
  /** Holds for a case `c` that was asked for. */
  readonly ofCase: string;
  readonly bindings: Readonly<Record<string, Knex.RawBinding>>;
}

/**
 * A finished correction counts instead of what it corrects: the results of the corrected run do not, for those items
 * that were carried out again.
 */
const superseded = `corrections AS MATERIALIZED (
    SELECT correction.id, r.id AS was_id FROM asked AS r
    JOIN runs.runs AS correction ON correction.correction_of_run_id = r.id
      AND correction.status IN ('done', 'locked')
  ), again AS MATERIALIZED (
    SELECT r.was_id, x.testcase_id, i.parameter_row FROM corrections AS r
    JOIN runs.run_results AS x ON x.run_id = r.id JOIN runs.run_items AS i ON i.id = x.run_item_id
  ), superseded AS MATERIALIZED (
    SELECT x.id FROM again
    JOIN runs.run_results AS x ON x.run_id = again.was_id AND x.testcase_id = again.testcase_id
    JOIN runs.run_items AS i ON i.id = x.run_item_id
      AND i.parameter_row IS NOT DISTINCT FROM again.parameter_row
  ), chosen AS MATERIALIZED (
    SELECT r.*, r.id IN (SELECT was_id FROM corrections) AS is_corrected FROM asked AS r
  )`;

const suitesBelow = `below AS (
    SELECT :suiteId::uuid AS id
    UNION SELECT s.id FROM below JOIN runs.test_suites AS s ON s.parent_id = below.id
  )`;

/** What the filters of a report come to in SQL. */
export function scopeOf(input: ReportInput): Scope {
  const { projectId, from, to, models, firmwares, suiteId, level, templateId, engineerId, status } =
    input;
  const bindings: Record<string, Knex.RawBinding> = { projectId };
  const runs = ['r.project_id = :projectId::uuid'];
  const when = (value: Knex.RawBinding | undefined, name: string, condition: string) => {
    if (value === undefined) return;
    bindings[name] = value;
    runs.push(condition);
  };
  const at = 'coalesce(r.started_at, r.created_at)';
  when(from, 'from', `${at} >= :from::date::timestamp AT TIME ZONE 'UTC'`);
  when(to, 'to', `${at} < (:to::date + 1)::timestamp AT TIME ZONE 'UTC'`);
  when(models && [...models], 'models', "coalesce(a.model, '') = ANY (:models::text[])");
  when(
    firmwares && [...firmwares],
    'firmwares',
    `coalesce(${firmwareOfRun}, '') = ANY (:firmwares::text[])`,
  );
  when(templateId, 'templateId', 'r.template_id = :templateId::uuid');
  when(engineerId, 'engineerId', 'r.executed_by_user_id = :engineerId::uuid');
  when(status && [...status], 'status', 'r.status::text = ANY (:status::text[])');
  const cases = ['true'];
  if (suiteId !== undefined) {
    bindings.suiteId = suiteId;
    cases.push('c.suite_id IN (SELECT id FROM below)');
  }
  if (level !== undefined) {
    bindings.level = level;
    cases.push(`c.id IN (SELECT ct.testcase_id FROM runs.testcase_tags AS ct
      JOIN runs.tags AS t ON t.id = ct.tag_id WHERE lower(t.name::text) = lower(:level))`);
  }
  const ofCase = cases.join(' AND ');
  // Few runs are corrected: of all others no result is looked for among the superseded ones.
  const counts = ['(NOT r.is_corrected OR x.id NOT IN (SELECT id FROM superseded))'];
  if (cases.length > 1) {
    counts.push(`x.testcase_id IN (SELECT c.id FROM runs.testcases AS c WHERE ${ofCase})`);
  }
  const asked = `asked AS MATERIALIZED (
    SELECT r.*, ${at} AS at, coalesce(a.model, '') AS model, coalesce(${firmwareOfRun}, '') AS firmware
    FROM runs.runs AS r LEFT JOIN runs.assets AS a ON a.id = r.asset_id WHERE ${runs.join(' AND ')}
  )`;
  const parts = [...(suiteId === undefined ? [] : [suitesBelow]), asked, superseded];
  return { parts: `RECURSIVE ${parts.join(', ')}`, counts: counts.join(' AND '), ofCase, bindings };
}

/**
 * Reads of a report fit together, and have the memory to sort and to group a large project in; what they read is
 * narrow, and in memory.
 */
export function reading<Result>(
  db: Knex,
  read: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  return db.transaction(
    async (trx) => {
      await trx.raw(`SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
        set_config('random_page_cost', '1.1', true)`);
      return read(trx);
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
}

/** The rows of a query of a report. */
export async function reported<Row>(trx: Knex, scope: Scope, select: string): Promise<Row[]> {
  const { rows } = await trx.raw<{ rows: Row[] }>(`WITH ${scope.parts} ${select}`, scope.bindings);
  return rows;
}
