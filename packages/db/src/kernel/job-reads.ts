import type { Knex } from 'knex';
import { boundQuery } from './bound-query.ts';

/** A job as its row has it. */
export interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly waits_for: unknown;
  readonly error: unknown;
  readonly execution_context: unknown;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

const columns =
  'id, kind, status, waits_for, error, execution_context, created_at, finished_at' as const;

export function jobsById(db: Knex, ids: readonly string[]): Promise<JobRow[]> {
  return boundQuery(db, `SELECT ${columns} FROM kernel.jobs WHERE id = ANY ($1::uuid[])`, [
    [...ids],
  ]);
}

/** The latest job of a kind about a thing. */
export async function latestJob(
  db: Knex,
  kind: string,
  about: string,
): Promise<JobRow | undefined> {
  const [row] = await boundQuery<JobRow>(
    db,
    `SELECT ${columns} FROM kernel.jobs WHERE about = $2 AND kind = $1
     ORDER BY created_at DESC LIMIT 1`,
    [kind, about],
  );
  return row;
}

export interface FinishedJobs {
  /** Of these some are old enough. */
  readonly old: readonly string[];
  /** The last one that was looked at; null at the end. */
  readonly after: string | null;
}

/**
 * Looks at the next jobs behind one, in the order of their ids, for those that have been finished for so many days. What
 * has ended stands in no index but the key, so all are walked through, a page at a time.
 */
export async function finishedBefore(
  db: Knex,
  after: string | null,
  { days, most }: { readonly days: number; readonly most: number },
): Promise<FinishedJobs> {
  const rows = await boundQuery<{ readonly id: string; readonly is_old: boolean }>(
    db,
    `SELECT id, coalesce(finished_at < clock_timestamp() - $2::float8 * interval '1 day', false) AS is_old
     FROM kernel.jobs WHERE id > $1::uuid ORDER BY id LIMIT $3`,
    [after ?? '00000000-0000-0000-0000-000000000000', days, most],
  );
  return {
    old: rows.filter(({ is_old }) => is_old).map(({ id }) => id),
    after: rows.length < most ? null : (rows.at(-1)?.id ?? null),
  };
}
