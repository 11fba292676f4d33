import type { Level, ReportInput } from '@atelier/domain/runs/reports/schemas.ts';
import { levels } from '@atelier/domain/runs/reports/schemas.ts';
import { suitePaths } from '@atelier/domain/runs/reports/suite-paths.ts';
import type { CoverageReport, Covered } from '@atelier/domain/runs/reports/types.ts';
import type { Knex } from 'knex';
import { reading, reported, scopeOf } from './scope.ts';

interface GroupRow extends Covered {
  readonly of: 'total' | 'suite' | 'level' | 'asset';
  readonly suite_id: string | null;
  readonly level: string | null;
  readonly model: string;
  readonly firmware: string;
}

/**
 * The cases in use of a project, by suite, level and asset, and how many of them came out ok or failed. A case of
 * several levels is counted at the first of them. What was covered is gathered place by place – a model with a
 * firmware – for so little at a time stays in the processor's cache.
 */
export function coverageOf(db: Knex, input: ReportInput): Promise<CoverageReport> {
  const scope = scopeOf(input);
  return reading(db, async (trx) => {
    const groups = await reported<GroupRow>(
      trx,
      scope,
      `, placed AS MATERIALIZED (
         SELECT r.*, CASE WHEN r.asset_id IS NOT NULL THEN dense_rank() OVER (ORDER BY r.model, r.firmware) END
           AS place FROM chosen AS r
       ), places AS MATERIALIZED (
         SELECT DISTINCT place, model, firmware FROM placed
       ), covered AS MATERIALIZED (
         SELECT p.place, d.testcase_id FROM places AS p CROSS JOIN LATERAL (
           SELECT x.testcase_id FROM placed AS r JOIN runs.run_results AS x ON x.run_id = r.id
           WHERE r.place IS NOT DISTINCT FROM p.place AND x.status <> 'na' AND ${scope.counts} GROUP BY x.testcase_id
         ) AS d
       ), covered_somewhere AS (
         SELECT DISTINCT testcase_id FROM covered
       ), level_tags AS MATERIALIZED (
         SELECT id, right(name::text, 1)::int AS level FROM runs.tags WHERE upper(name::text) IN ('L0', 'L1', 'L2')
       ), levels AS MATERIALIZED (
         SELECT ct.testcase_id, min(t.level) AS level FROM runs.testcase_tags AS ct
         JOIN level_tags AS t ON t.id = ct.tag_id GROUP BY ct.testcase_id
       ), used AS MATERIALIZED (
         SELECT c.id, c.suite_id, l.level, d.testcase_id IS NOT NULL AS is_covered
         FROM runs.testcases AS c JOIN runs.test_suites AS s ON s.id = c.suite_id
         LEFT JOIN levels AS l ON l.testcase_id = c.id
         LEFT JOIN covered_somewhere AS d ON d.testcase_id = c.id
         WHERE (s.project_id = :projectId::uuid OR s.project_id IS NULL)
           AND NOT c.is_archived AND NOT s.is_archived AND ${scope.ofCase}
       )
       SELECT CASE grouping(suite_id, level) WHEN 3 THEN 'total' WHEN 1 THEN 'suite' ELSE 'level' END AS of,
         suite_id, 'L' || level AS level, '' AS model, '' AS firmware,
         count(*)::int AS cases, count(*) FILTER (WHERE is_covered)::int AS covered
       FROM used GROUP BY GROUPING SETS ((suite_id), (level), ())
       UNION ALL
       SELECT 'asset', NULL, NULL, p.model, p.firmware, (SELECT count(*)::int FROM used), d.covered
       FROM places AS p JOIN (
         SELECT covered.place, count(*)::int AS covered
         FROM covered JOIN used ON used.id = covered.testcase_id GROUP BY covered.place
       ) AS d USING (place)
       ORDER BY model, firmware`,
    );
    const grouped = (by: GroupRow['of']) => groups.filter(({ of }) => of === by);
    const byLevel = new Map(grouped('level').map((group) => [group.level, group]));
    return {
      total: coveredOf(grouped('total')[0]),
      suites: await bySuite(trx, input.projectId, grouped('suite')),
      levels: [...levels, null].map((level: Level | null) => ({
        level,
        ...coveredOf(byLevel.get(level)),
      })),
      assets: grouped('asset').map(({ model, firmware, ...covered }) => ({
        ...{ model, firmware },
        ...coveredOf(covered),
      })),
    };
  });
}

function coveredOf({ cases, covered }: Covered = { cases: 0, covered: 0 }): Covered {
  return { cases, covered };
}

async function bySuite(trx: Knex, projectId: string, groups: readonly GroupRow[]) {
  const counted = new Map(groups.map((group) => [group.suite_id, group]));
  return (await suitesWithPaths(trx, projectId)).flatMap(({ id, path }) => {
    const group = counted.get(id);
    return group ? [{ id, path, ...coveredOf(group) }] : [];
  });
}

/** The suites of a project, and those that all share, as their tree has them. */
export async function suitesWithPaths(db: Knex, projectId: string) {
  const { rows } = await db.raw<{
    rows: { id: string; parentId: string | null; name: string }[];
  }>(
    `SELECT id, parent_id AS "parentId", name FROM runs.test_suites
     WHERE (project_id = ?::uuid OR project_id IS NULL) AND NOT is_archived ORDER BY position, key, id`,
    [projectId],
  );
  return suitePaths(rows).map(({ suite: { id }, path }) => ({ id, path }));
}
