import type { FailReason } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';

/** The catalogue, in the order in which it was written, with how often each reason was given. */
export async function listFailReasons(db: Knex): Promise<readonly FailReason[]> {
  const { rows } = await db.raw<{
    rows: {
      code: string;
      title: string;
      description: string;
      is_active: boolean;
      uses: number;
    }[];
  }>(
    `SELECT f.code, f.title, f.description, f.is_active, coalesce(u.uses, 0)::int AS uses
     FROM runs.fail_reasons AS f LEFT JOIN (
       SELECT fail_reason_code, count(*) AS uses FROM runs.run_results GROUP BY fail_reason_code
     ) AS u ON u.fail_reason_code = f.code
     ORDER BY f.created_at, f.code`,
  );
  return rows.map(({ is_active, ...reason }) => ({ ...reason, isActive: is_active }));
}
