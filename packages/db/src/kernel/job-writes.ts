import type { Knex } from 'knex';
import { boundQuery } from './bound-query.ts';

export interface NewJob {
  readonly id: string;
  readonly kind: string;
  /** Of which there is one at a time, with its kind; null for as many as are asked for. */
  readonly about: string | null;
  readonly askedBy: string;
  /** JSON. */
  readonly context: unknown;
}

/** A job that stands in the queue. */
export interface QueuedJob {
  readonly id: string;
  readonly status: string;
}

/** Puts a job into the queue, unless one of its kind about the same thing is not finished: then it is that one. */
export async function insertJob(trx: Knex, job: NewJob): Promise<QueuedJob> {
  const { id, kind, about, askedBy, context } = job;
  for (;;) {
    const added = await boundQuery<QueuedJob>(
      trx,
      `INSERT INTO kernel.jobs (id, kind, about, asked_by, execution_context)
       VALUES ($1, $2, $3, $4, $5::jsonb)
       ON CONFLICT (kind, about) WHERE about IS NOT NULL AND finished_at IS NULL DO NOTHING
       RETURNING id, status`,
      [id, kind, about, askedBy, JSON.stringify(context)],
    );
    // The other one may have come to its end between the two.
    const [there] = added.length > 0 ? added : await openJob(trx, kind, about);
    if (there !== undefined) return there;
  }
}

function openJob(trx: Knex, kind: string, about: string | null): Promise<QueuedJob[]> {
  return boundQuery<QueuedJob>(
    trx,
    `SELECT id, status FROM kernel.jobs WHERE kind = $1 AND about = $2 AND finished_at IS NULL FOR NO KEY UPDATE`,
    [kind, about],
  );
}

/**
 * Puts the job of this period into the queue, once, whoever looks and however many do: its id is made of the kind and of
 * the period, by the database's clock.
 */
export async function insertPeriodicJob(
  db: Knex,
  { kind, askedBy, context }: Pick<NewJob, 'kind' | 'askedBy' | 'context'>,
  everyHours: number,
): Promise<void> {
  await boundQuery(
    db,
    `INSERT INTO kernel.jobs (id, kind, asked_by, execution_context)
     SELECT md5($1 || ' ' || floor(extract(epoch FROM clock_timestamp()) / ($2::float8 * 3600)))::uuid,
       $1, $3, $4::jsonb
     ON CONFLICT (id) DO NOTHING`,
    [kind, everyHours, askedBy, JSON.stringify(context)],
  );
}

/** Removes finished jobs with their results; gives how many there were. */
export async function forgetJobs(trx: Knex, ids: readonly string[]): Promise<number> {
  const [row] = await boundQuery<{ readonly forgotten: number }>(
    trx,
    'SELECT kernel.forget_jobs($1::uuid[]) AS forgotten',
    [[...ids]],
  );
  return row?.forgotten ?? 0;
}
