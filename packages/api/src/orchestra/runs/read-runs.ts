import { findSuiteRun } from '@atelier/db/orchestra/suite-run-reads.ts';
import {
  findTestRun,
  lockTestRun,
  type StoredTestRun,
} from '@atelier/db/orchestra/test-run-reads.ts';
import { orchestraError } from '@atelier/domain/orchestra/errors.ts';
import {
  type ExecutionContext,
  executionContext,
} from '@atelier/domain/orchestra/execution-context.ts';
import type { ListedSuiteRun, SuiteRun, TestRunDetail } from '@atelier/domain/orchestra/types.ts';
import type { Knex } from 'knex';

/** One run of a suite. Throws `ERR_SUITE_RUN_NOT_FOUND`. */
export async function requireSuiteRun(db: Knex, id: string): Promise<SuiteRun> {
  const run = await findSuiteRun(db, id);
  if (run === undefined) throw orchestraError('ERR_SUITE_RUN_NOT_FOUND');
  return run;
}

/** The same without its plan. */
export async function requireListedRun(db: Knex, id: string): Promise<ListedSuiteRun> {
  const { plan: _, context: __, forkedFrom: ___, ...run } = await requireSuiteRun(db, id);
  return run;
}

/** A test run with what it goes on from. Throws `ERR_TEST_RUN_NOT_FOUND`. */
export async function requireStoredTest(
  db: Knex,
  id: string,
): Promise<{ readonly test: StoredTestRun; readonly context: ExecutionContext }> {
  return found(await findTestRun(db, id));
}

/** The same, once nobody else changes it. */
export async function requireLockedTest(
  trx: Knex.Transaction,
  id: string,
): Promise<{ readonly test: StoredTestRun; readonly context: ExecutionContext }> {
  return found(await lockTestRun(trx, id));
}

function found(test: StoredTestRun | undefined) {
  if (test === undefined) throw orchestraError('ERR_TEST_RUN_NOT_FOUND');
  return { test, context: executionContext.parse(test.executionContext) };
}

/** A test run as pages see it: without what drivers keep, and without secrets. */
export async function readTestRun(db: Knex, id: string): Promise<TestRunDetail> {
  const { test, context } = await requireStoredTest(db, id);
  const { executionContext: _, ...shown } = test;
  return {
    ...shown,
    context: context.ctx,
    suiteContext: context.suite,
    polls: context.polls,
    polled: context.polled,
    secretNames: Object.keys(context.sealed).map((place) => place.slice(place.indexOf(':') + 1)),
  };
}
