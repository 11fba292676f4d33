import { setTimeout as sleep } from 'node:timers/promises';
import { type JobRow, jobsById, latestJob } from '@atelier/db/kernel/job-reads.ts';
import { DomainError, kernelError } from '@atelier/domain/kernel/errors.ts';
import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { JobError, ShownJob } from '@atelier/domain/kernel/job.ts';
import type { Knex } from 'knex';
import { jobContext } from './job-context.ts';

/** How often it is looked at: at once at first, less often the longer it takes. */
const shortestMs = 10;
const longestMs = 250;

/**
 * Waits for the end of a job, for whoever is to have its outcome in the answer; gives its result. Throws the coded error by
 * which it failed, or by which it will be tried again later; `ERR_BUSY` where it takes longer than so long.
 */
export async function awaitJob(db: Knex, id: string, limitMs: number): Promise<unknown> {
  const until = performance.now() + limitMs;
  for (let pauseMs = shortestMs; performance.now() < until; pauseMs *= 1.5) {
    const [row] = await jobsById(db, [id]);
    if (row === undefined) throw kernelError('ERR_NOT_FOUND');
    const error = errorOf(row);
    if (error !== null) throw thrownOf(error);
    if (row.status === 'PASSED') return jobContext.parse(row.execution_context).result;
    if (row.finished_at !== null) throw kernelError('ERR_BUSY');
    await sleep(Math.min(pauseMs, longestMs));
  }
  throw kernelError('ERR_BUSY');
}

/** The latest job of a kind about a thing, as pages show it. */
export async function jobAbout(
  db: Knex,
  kind: { readonly name: string },
  about: string,
): Promise<ShownJob | null> {
  const row = await latestJob(db, kind.name, about);
  return row === undefined ? null : shownJob(row);
}

function shownJob(row: JobRow): ShownJob {
  return {
    id: row.id,
    status: shownStatus(row.status),
    progress: jobContext.parse(row.execution_context).progress ?? null,
    error: errorOf(row),
    askedAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

function shownStatus(status: string): ShownJob['status'] {
  switch (status) {
    case 'PENDING':
    case 'QUEUED':
      return 'waiting';
    case 'IN_PROGRESS':
      return 'working';
    case 'PASSED':
      return 'done';
    default:
      return 'failed';
  }
}

/** By what it failed, or why it is tried again. */
function errorOf({ error, waits_for: waitsFor }: JobRow): JobError | null {
  const retried = isRecord(waitsFor) && waitsFor.kind === 'retry' ? waitsFor.error : null;
  const found = error ?? retried;
  if (!isRecord(found)) return null;
  // Of what is no coded error the log has more, and nobody else is to read it.
  if (typeof found.kind !== 'string') return kernelError('ERR_INTERNAL');
  const { code, message, kind, params } = found as unknown as JobError;
  return { code, message, kind, params };
}

function thrownOf({ code, message, kind = 'internal', params }: JobError): DomainError {
  return new DomainError(code, { kind, message }, params);
}
