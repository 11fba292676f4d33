import { insertJob, insertPeriodicJob } from '@atelier/db/kernel/job-writes.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { decide } from '@atelier/engine/control.ts';
import { jobQueue } from '@atelier/engine/queue.ts';
import type { Knex } from 'knex';
import type { Context } from '../context.ts';
import type { JobContext } from './job-context.ts';
import type { AskableJob, JobKind, Told } from './job-kind.ts';

export interface WantedJob<Input> {
  readonly input: Input;
  /** What there is one such job of at a time: `run:<id>`. Left out for as many as are asked for. */
  readonly about?: string;
  readonly tells?: Told;
}

/**
 * Asks for a job in the transaction of the command that wants it: workers begin with its commit. Where one of its kind
 * about the same thing is not finished, nothing is added; where that waits for a person, it is tried again.
 *
 * @returns the job's id
 */
export async function enqueueJob<Input>(
  trx: Knex.Transaction,
  { actor, requestId, door }: Pick<Context, 'actor' | 'requestId' | 'door'>,
  kind: AskableJob<Input>,
  { input, about, tells }: WantedJob<Input>,
): Promise<string> {
  const asked = { actorId: actor.id, requestId, door };
  const context = { input, asked, tells: tells ?? null } satisfies Partial<JobContext>;
  const job = await insertJob(trx, {
    ...{ id: newId(), kind: kind.name, about: about ?? null, askedBy: actor.id, context },
  });
  if (job.status === 'FAILED_STUCK') {
    await decide(trx, jobQueue, job.id, { as: 'retry', by: actor.id });
  }
  return job.id;
}

/** Whoever asks for what is to be done from time to time. */
const house = { actorId: 'house', requestId: null, door: 'house' } as const;

/** Asks for the job of this period, if nobody has. */
export async function enqueuePeriodic(
  db: Knex,
  { name, everyHours }: Pick<JobKind, 'name' | 'everyHours'>,
): Promise<void> {
  if (everyHours === undefined) return;
  const context = { input: {}, asked: house, tells: null } satisfies Partial<JobContext>;
  await insertPeriodicJob(db, { kind: name, askedBy: house.actorId, context }, everyHours);
}
