import type { Knex } from 'knex';
import { given, type Patch } from '../kernel/patch.ts';
import { TestSuiteModel } from './models/test-suite.ts';

export interface NewSuite {
  readonly id: string;
  readonly projectId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly description: string;
  readonly createdByUserId: string;
}

/** Adds a suite behind those that stand beside it. */
export async function insertSuite(trx: Knex, suite: NewSuite): Promise<void> {
  const { projectId, parentId } = suite;
  const last = await TestSuiteModel.query(trx)
    .where({ projectId, parentId })
    .max('position as position')
    .first();
  await TestSuiteModel.query(trx).insert({
    ...suite,
    updatedByUserId: suite.createdByUserId,
    // Older programs need one; here a suite is called by its name.
    key: suite.id,
    position: (last?.position ?? -1) + 1,
  });
}

export type SuiteChange = Patch<
  Pick<TestSuiteModel, 'name' | 'description' | 'isArchived' | 'updatedByUserId'>
>;

export async function updateSuite(trx: Knex, id: string, change: SuiteChange): Promise<void> {
  await TestSuiteModel.query(trx).findById(id).patch(given(change));
}

/** Waits until nobody else changes the suite. */
export async function lockSuite(trx: Knex.Transaction, id: string): Promise<void> {
  await TestSuiteModel.query(trx).findById(id).forNoKeyUpdate();
}

/** Waits until nobody else moves suites of the project. */
export async function lockSuites(trx: Knex.Transaction, projectId: string | null): Promise<void> {
  await trx.raw("SELECT pg_advisory_xact_lock(hashtextextended('runs.suites ' || ?, 0))", [
    projectId ?? '',
  ]);
}

/** Puts a suite below another, and in order among those that stand there. */
export async function placeSuite(
  trx: Knex,
  id: string,
  parentId: string | null,
  orderedIds: readonly string[],
): Promise<void> {
  await TestSuiteModel.query(trx).findById(id).patch({ parentId });
  await trx.raw(
    `UPDATE runs.test_suites AS s SET position = o.place - 1
     FROM unnest(?::uuid[]) WITH ORDINALITY AS o (id, place)
     WHERE s.id = o.id AND s.position <> o.place - 1`,
    [[...orderedIds]],
  );
}
