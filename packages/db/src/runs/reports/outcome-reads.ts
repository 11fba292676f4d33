import type { ReportInput } from '@atelier/domain/runs/reports/schemas.ts';
import type {
  EngineerFigures,
  FailRate,
  ReasonCount,
  WeekFigures,
} from '@atelier/domain/runs/reports/types.ts';
import type { Knex } from 'knex';
import { reading, reported, type Scope, scopeOf } from './scope.ts';

/** How the results of each chosen run that has some came out: run by run, so that no result has to find its group. */
function outcomesOfRuns(counts: string): string {
  return `, outcomes AS MATERIALIZED (
    SELECT r.id AS run_id, o.* FROM chosen AS r CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE x.status = 'ok') AS ok, count(*) FILTER (WHERE x.status = 'fail') AS fail,
        count(*) FILTER (WHERE x.status = 'na') AS na
      FROM runs.run_results AS x WHERE x.run_id = r.id AND ${counts}
    ) AS o WHERE o.ok + o.fail + o.na > 0
  )`;
}

const sums = `coalesce(sum(o.ok), 0)::int AS ok, coalesce(sum(o.fail), 0)::int AS fail,
  coalesce(sum(o.na), 0)::int AS na`;

/** How results came out on each model with each firmware. */
export function failRatesOf(db: Knex, input: ReportInput): Promise<readonly FailRate[]> {
  return asked(db, input, ({ counts }) => [
    outcomesOfRuns(counts),
    `SELECT r.model, r.firmware, ${sums} FROM chosen AS r JOIN outcomes AS o ON o.run_id = r.id
     GROUP BY r.model, r.firmware ORDER BY r.model, r.firmware`,
  ]);
}

/** How results came out week by week, by the beginnings of their runs. */
export function trendsOf(db: Knex, input: ReportInput): Promise<readonly WeekFigures[]> {
  return asked(db, input, ({ counts }) => [
    outcomesOfRuns(counts),
    `SELECT to_char(date_trunc('week', r.at AT TIME ZONE 'UTC'), 'YYYY-MM-DD') AS week,
       count(*)::int AS runs, ${sums}
     FROM chosen AS r LEFT JOIN outcomes AS o ON o.run_id = r.id
     WHERE isfinite(r.at) GROUP BY 1 ORDER BY 1`,
  ]);
}

/** What each engineer carried out, those with the most results first. */
export function engineersOf(
  db: Knex,
  { stuckDays, ...input }: ReportInput & { readonly stuckDays: number },
): Promise<readonly EngineerFigures[]> {
  return asked(
    db,
    input,
    ({ counts }) => [
      outcomesOfRuns(counts),
      `SELECT u.id, u.display_name AS name,
         count(*) FILTER (WHERE r.status IN ('done', 'locked'))::int AS "finishedRuns",
         coalesce(sum(o.ok + o.fail + o.na), 0)::int AS results,
         percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.finished_at - r.started_at))
           FILTER (WHERE r.status IN ('done', 'locked') AND isfinite(r.started_at) AND isfinite(r.finished_at))
           AS "medianSeconds",
         count(*) FILTER (WHERE r.status = 'in_progress'
           AND r.started_at < now() - make_interval(days => :stuckDays::int))::int AS "stuckRuns"
       FROM chosen AS r JOIN identity.users AS u ON u.id = r.executed_by_user_id
       LEFT JOIN outcomes AS o ON o.run_id = r.id
       GROUP BY u.id ORDER BY results DESC, u.display_name COLLATE kernel.name_en, u.id`,
    ],
    { stuckDays },
  );
}

/** For what reasons there were failures, the most frequent first. */
export function reasonsOf(db: Knex, input: ReportInput): Promise<readonly ReasonCount[]> {
  return asked(db, input, ({ counts }) => [
    '',
    `SELECT found.code, f.title, found.failures, found.cases FROM (
       SELECT x.fail_reason_code AS code, count(*)::int AS failures,
         count(DISTINCT x.testcase_id)::int AS cases
       FROM chosen AS r JOIN runs.run_results AS x ON x.run_id = r.id AND x.status = 'fail'
       WHERE ${counts} GROUP BY x.fail_reason_code
     ) AS found LEFT JOIN runs.fail_reasons AS f ON f.code = found.code
     ORDER BY found.failures DESC, found.code`,
  ]);
}

function asked<Row>(
  db: Knex,
  input: ReportInput,
  query: (scope: Scope) => readonly [string, string],
  more: Readonly<Record<string, number>> = {},
): Promise<readonly Row[]> {
  const plain = scopeOf(input);
  const scope = { ...plain, bindings: { ...plain.bindings, ...more } };
  return reading(db, (trx) => reported<Row>(trx, scope, query(scope).join(' ')));
}
