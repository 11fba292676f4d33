import type { Dashboard, DashboardRun, NewFailure } from '@atelier/domain/runs/reports/types.ts';
import type { Knex } from 'knex';
import { certainInstant, instant } from '../instant.ts';
import type { VisibleProjects } from '../project-reads.ts';
import { firmwareOfRun } from '../run-reads.ts';
import { visibleRuns } from './visible-runs.ts';

/** How many of each there are at the most: who has more has them in the lists. */
const shown = 20;

interface Whose {
  readonly personId: string;
  readonly visible: VisibleProjects;
  readonly stuckDays: number;
}

/** What somebody who comes in looks at first. */
export async function dashboardOf(
  db: Knex,
  { personId, visible, stuckDays }: Whose,
): Promise<Dashboard> {
  const mine = await readRuns(
    db,
    visible,
    `(r.executed_by_user_id = :personId::uuid OR EXISTS (
       SELECT FROM runs.run_items AS i WHERE i.run_id = r.id AND i.assignee_user_id = :personId::uuid
     ))`,
    { personId },
  );
  const stuck = await readRuns(
    db,
    visible,
    'r.started_at < now() - make_interval(days => :stuckDays::int)',
    { stuckDays },
  );
  return { mine, stuck, newFailures: await newFailures(db, visible) };
}

async function readRuns(
  db: Knex,
  visible: VisibleProjects,
  which: string,
  bindings: Readonly<Record<string, Knex.RawBinding>>,
): Promise<readonly DashboardRun[]> {
  const seen = visibleRuns(visible);
  const { rows } = await db.raw<{
    rows: (Omit<DashboardRun, 'startedAt'> & { startedAt: Date | null })[];
  }>(
    `SELECT r.id, r.title, r.project_id AS "projectId", p.name AS "projectName", r.status,
       u.display_name AS engineer, r.started_at AS "startedAt", o.results
     FROM (
       SELECT r.* FROM runs.runs AS r
       WHERE r.status = 'in_progress' AND ${seen.condition} AND ${which}
       ORDER BY r.started_at, r.id LIMIT ${shown}
     ) AS r
     JOIN runs.projects AS p ON p.id = r.project_id JOIN identity.users AS u ON u.id = r.executed_by_user_id
     CROSS JOIN LATERAL (
       SELECT jsonb_build_object('ok', x.ok, 'fail', x.fail, 'na', x.na,
         'open', greatest((SELECT count(*) FROM runs.run_items WHERE run_id = r.id) - x.ok - x.fail - x.na, 0)
       ) AS results
       FROM (
         SELECT count(*) FILTER (WHERE status = 'ok') AS ok, count(*) FILTER (WHERE status = 'fail') AS fail,
           count(*) FILTER (WHERE status = 'na') AS na
         FROM runs.run_results WHERE run_id = r.id
       ) AS x
     ) AS o
     WHERE p.archived_at IS NULL ORDER BY r.started_at, r.id`,
    { ...bindings, ...seen.bindings },
  );
  return rows.map(({ startedAt, ...run }) => ({ ...run, startedAt: instant(startedAt) }));
}

/** Of the last seven days, the newest first. What came before counts on the same model and firmware alone. */
async function newFailures(db: Knex, visible: VisibleProjects): Promise<readonly NewFailure[]> {
  const seen = visibleRuns(visible);
  const { rows } = await db.raw<{ rows: (Omit<NewFailure, 'failedAt'> & { failedAt: Date })[] }>(
    `SELECT r.id AS "runId", r.title AS "runTitle", p.id AS "projectId", p.name AS "projectName",
       x.run_item_id AS "itemId", c.key, c.title, a.model, ${firmwareOfRun} AS firmware,
       x.updated_at AS "failedAt"
     FROM runs.run_results AS x
     JOIN runs.runs AS r ON r.id = x.run_id
     JOIN runs.projects AS p ON p.id = r.project_id AND p.archived_at IS NULL
     JOIN runs.assets AS a ON a.id = r.asset_id
     JOIN runs.testcases AS c ON c.id = x.testcase_id
     CROSS JOIN LATERAL (
       SELECT older.status FROM runs.run_results AS older
       JOIN runs.runs AS earlier ON earlier.id = older.run_id
       JOIN runs.assets AS there ON there.id = earlier.asset_id
       WHERE older.testcase_id = x.testcase_id AND earlier.id <> r.id AND earlier.project_id = r.project_id
         AND there.model = a.model AND coalesce(earlier.firmware_when_done, there.firmware_version) = ${firmwareOfRun}
         AND coalesce(earlier.started_at, earlier.created_at) < coalesce(r.started_at, r.created_at)
       ORDER BY coalesce(earlier.started_at, earlier.created_at) DESC, earlier.id LIMIT 1
     ) AS before
     WHERE x.status = 'fail' AND x.updated_at > now() - interval '7 days' AND isfinite(x.updated_at)
       AND before.status = 'ok' AND ${seen.condition}
     ORDER BY x.updated_at DESC LIMIT ${shown}`,
    { ...seen.bindings },
  );
  return rows.map(({ failedAt, ...failure }) => ({
    ...failure,
    failedAt: certainInstant(failedAt),
  }));
}
