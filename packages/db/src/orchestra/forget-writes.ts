import type { Knex } from 'knex';
import { SuiteRunModel } from './models/suite-run.ts';

/** Removes finished test runs with the results of their steps, and their arrivals at barriers. */
export async function forgetTestRuns(trx: Knex, ids: readonly string[]): Promise<void> {
  await trx.raw('SELECT orchestra.forget_test_runs(?::uuid[])', [[...ids]]);
}

/** Removes a finished run of a suite whose test runs are gone; false where another was faster. */
export async function forgetSuiteRun(trx: Knex, id: string): Promise<boolean> {
  const removed = await SuiteRunModel.query(trx).findById(id).whereNotNull('finishedAt').delete();
  return removed === 1;
}
