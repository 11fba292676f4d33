import type { FailReason } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import type { VisibleProjects } from './project-reads.ts';
import { visibleRuns } from './reports/visible-runs.ts';

interface ReasonRow {
  readonly code: string;
  readonly title: string;
  readonly description: string;
  readonly is_active: boolean;
  readonly uses: number;
}

/**
 * The catalogue, in the order in which it was written, with how often each reason was given in the projects that
 * somebody sees.
 */
export async function listFailReasons(
  db: Knex,
  visible: VisibleProjects,
): Promise<readonly FailReason[]> {
  const seen = visibleRuns(visible);
  const runs =
    visible === 'all' ? '' : `JOIN runs.runs AS r ON r.id = x.run_id WHERE ${seen.condition}`;
  const { rows } = await db.raw<{ rows: ReasonRow[] }>(
    `SELECT f.code, f.title, f.description, f.is_active, coalesce(u.uses, 0)::int AS uses
     FROM runs.fail_reasons AS f LEFT JOIN (
       SELECT x.fail_reason_code, count(*) AS uses FROM runs.run_results AS x ${runs} GROUP BY x.fail_reason_code
     ) AS u ON u.fail_reason_code = f.code
     ORDER BY f.created_at, f.code`,
    { ...seen.bindings },
  );
  return rows.map(({ is_active, ...reason }) => ({ ...reason, isActive: is_active }));
}

/** Every reason, in the same order, without asking where it was given. */
export async function allReasons(db: Knex): Promise<readonly Omit<FailReason, 'uses'>[]> {
  const { rows } = await db.raw<{ rows: Omit<ReasonRow, 'uses'>[] }>(
    'SELECT code, title, description, is_active FROM runs.fail_reasons ORDER BY created_at, code',
  );
  return rows.map(({ is_active, ...reason }) => ({ ...reason, isActive: is_active }));
}

/** Those of these codes that some reason has. */
export async function reasonsAmong(
  db: Knex,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db('runs.fail_reasons')
    .whereIn('code', [...codes])
    .select<{ code: string }[]>('code');
  return new Set(rows.map(({ code }) => code));
}
