import { forgetSuiteRun, forgetTestRuns } from '@atelier/db/orchestra/forget-writes.ts';
import { oldestSuiteRun, someTestRuns } from '@atelier/db/orchestra/forgetting-reads.ts';
import type { AuditEntry } from '@atelier/domain/identity/audit.ts';
import { z } from 'zod';
import { defineJob, type JobServices } from '../kernel/jobs/job-kind.ts';

export interface OrchestraJobServices extends JobServices {
  /** How many days a finished run of a suite is kept; undefined for as long as there is room. */
  readonly suiteRunDays: number | undefined;
}

/** So many test runs are removed in one step. */
const atOnce = 1000;

/**
 * Forgets runs of suites that have been finished for longer than they are kept, one after the other: first their test runs
 * with the results of their steps, a part at a time, then themselves.
 */
export const forgetRunsJob = defineJob<OrchestraJobServices>()({
  name: 'orchestra.forgetRuns',
  input: z.strictObject({}),
  /** How many are gone. */
  state: z.object({ forgotten: z.number() }),
  everyHours: 24,
  async step({ state }, { db, suiteRunDays }) {
    const forgotten = state?.forgotten ?? 0;
    const run = suiteRunDays === undefined ? undefined : await oldestSuiteRun(db, suiteRunDays);
    if (run === undefined) return { done: { forgotten } };
    const tests = await someTestRuns(db, run.id, atOnce);
    if (tests.length > 0) {
      return {
        next: { forgotten },
        commit: async (trx) => {
          await forgetTestRuns(trx, tests);
          return [];
        },
      };
    }
    const { id, ...before } = run;
    const entry: AuditEntry = {
      ...{ action: 'delete', entity: 'suite_run', id, before: { ...before }, after: null },
    };
    return {
      next: { forgotten: forgotten + 1 },
      commit: async (trx) => ((await forgetSuiteRun(trx, id)) ? [entry] : []),
    };
  },
});
