import type { ReportInput } from '@atelier/domain/runs/reports/schemas.ts';
import type { CaseCount, FlakyCase } from '@atelier/domain/runs/reports/types.ts';
import type { Knex } from 'knex';
import { reading, reported, scopeOf } from './scope.ts';

/** How many cases a list of the worst has. */
const shown = 50;

/** The cases that came out so most often, and of how many results. */
export function casesThatAre(
  db: Knex,
  input: ReportInput,
  status: 'fail' | 'na',
): Promise<readonly CaseCount[]> {
  const scope = scopeOf(input);
  return reading(db, (trx) =>
    reported<CaseCount>(
      trx,
      scope,
      `, worst AS MATERIALIZED (
         SELECT x.testcase_id, count(*)::int AS count
         FROM chosen AS r JOIN runs.run_results AS x ON x.run_id = r.id AND x.status = '${status}'
         WHERE ${scope.counts} GROUP BY x.testcase_id ORDER BY 2 DESC, 1 LIMIT ${shown}
       ), results AS (
         SELECT x.testcase_id, count(*)::int AS results
         FROM worst JOIN runs.run_results AS x ON x.testcase_id = worst.testcase_id
         JOIN chosen AS r ON r.id = x.run_id
         WHERE ${scope.counts} GROUP BY x.testcase_id
       )
       SELECT c.id, c.key, c.title, s.name AS suite, worst.count, results.results
       FROM worst JOIN results USING (testcase_id)
       JOIN runs.testcases AS c ON c.id = worst.testcase_id
       JOIN runs.test_suites AS s ON s.id = c.suite_id
       ORDER BY worst.count DESC, c.key, c.id`,
    ),
  );
}

/**
 * Cases whose outcome went there and back between runs on one model with one firmware: a single change is a fix, or a
 * bug. A case with rows of data has failed in a run if one of them has. Whatever never failed in a place went nowhere
 * there: what else came of it is not put in order.
 */
export function flakyCasesOf(db: Knex, input: ReportInput): Promise<readonly FlakyCase[]> {
  const scope = scopeOf(input);
  return reading(db, (trx) =>
    reported<FlakyCase>(
      trx,
      scope,
      `, placed AS MATERIALIZED (
         SELECT r.*, dense_rank() OVER (ORDER BY r.model, r.firmware)::int AS place,
           row_number() OVER (ORDER BY r.at, r.id)::int AS turn FROM chosen AS r
       ), failed AS MATERIALIZED (
         SELECT DISTINCT x.testcase_id, r.place FROM placed AS r
         JOIN runs.run_results AS x ON x.run_id = r.id AND x.status = 'fail' WHERE ${scope.counts}
       ), of_runs AS (
         SELECT x.testcase_id, r.place, r.turn, bool_or(x.status = 'fail') AS has_failed
         FROM placed AS r JOIN runs.run_results AS x ON x.run_id = r.id AND x.status <> 'na'
         JOIN failed AS f ON f.testcase_id = x.testcase_id AND f.place = r.place
         WHERE ${scope.counts} GROUP BY 1, 2, 3
       ), outcomes AS (
         SELECT *, lag(has_failed) OVER (PARTITION BY testcase_id, place ORDER BY turn) AS had_failed
         FROM of_runs
       ), places AS (
         SELECT testcase_id, count(*) FILTER (WHERE has_failed <> had_failed) AS changes,
           count(*) FILTER (WHERE has_failed) AS fails, count(*) AS results
         FROM outcomes GROUP BY testcase_id, place
       ), flaky AS (
         SELECT testcase_id, sum(changes)::int AS changes, sum(fails)::int AS fails,
           sum(results)::int AS results, count(*)::int AS assets
         FROM places WHERE changes >= 2 GROUP BY testcase_id ORDER BY 2 DESC, 3 DESC, 1 LIMIT ${shown}
       )
       SELECT c.id, c.key, c.title, s.name AS suite, f.changes, f.fails, f.results, f.assets
       FROM flaky AS f JOIN runs.testcases AS c ON c.id = f.testcase_id
       JOIN runs.test_suites AS s ON s.id = c.suite_id
       ORDER BY f.changes DESC, f.fails DESC, c.key, c.id`,
    ),
  );
}
