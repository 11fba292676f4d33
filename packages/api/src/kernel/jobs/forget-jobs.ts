import { finishedBefore } from '@atelier/db/kernel/job-reads.ts';
import { forgetJobs } from '@atelier/db/kernel/job-writes.ts';
import { z } from 'zod';
import { defineJob, type JobServices } from './job-kind.ts';

/** How long a job can be looked up that has been finished. */
const daysKept = 7;
/** So many rows are looked at in one step, and at the most removed. */
const atOnce = 1000;

/** Forgets jobs that have been finished for long, with their results. */
export const forgetJobsJob = defineJob<JobServices>()({
  name: 'kernel.forgetJobs',
  input: z.strictObject({}),
  /** The last job that was looked at. */
  state: z.object({ after: z.uuid().nullable() }),
  everyHours: 24,
  async step({ state }, { db }) {
    const { old, after } = await finishedBefore(db, state?.after ?? null, {
      ...{ days: daysKept, most: atOnce },
    });
    const commit = async (trx: Parameters<typeof forgetJobs>[0]) => {
      await forgetJobs(trx, old);
      return [];
    };
    const also = old.length > 0 ? { commit } : {};
    return after === null ? { done: null, ...also } : { next: { after }, ...also };
  },
});
