import { newId } from '@atelier/db/kernel/new-id.ts';
import { casesById, findCase, findVersion } from '@atelier/db/runs/case-reads.ts';
import { insertCase, insertVersion, lockCase, setTags } from '@atelier/db/runs/case-writes.ts';
import { suitesById, suitesOf } from '@atelier/db/runs/suite-reads.ts';
import {
  insertSuite,
  lockSuite,
  lockSuites,
  placeSuite,
  updateSuite,
} from '@atelier/db/runs/suite-writes.ts';
import type { CaseContent } from '@atelier/domain/runs/case-content.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { orderAmong, wouldLoop } from '@atelier/domain/runs/suite-order.ts';
import type { CaseVersion, Suite, TestCase } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { requireCaseSize } from './case-size.ts';
import { requireOnTop } from './on-top-of.ts';
import { truePins } from './shared-steps.ts';

/** One suite. Throws `ERR_SUITE_NOT_FOUND`. */
export async function requireSuite(db: Knex, id: string): Promise<Suite> {
  const [suite] = await suitesById(db, [id]);
  if (suite === undefined) throw runsError('ERR_SUITE_NOT_FOUND');
  return suite;
}

/** A new suite, at the end of those beside it. Throws `ERR_OTHER_PROJECT`. */
export async function createSuite(
  trx: Knex.Transaction,
  input: {
    readonly projectId: string;
    readonly parentId?: string | null | undefined;
    readonly name: string;
    readonly description: string;
  },
  createdByUserId: string,
): Promise<Suite> {
  const { parentId = null } = input;
  if (parentId !== null) await requireSuiteIn(trx, parentId, input.projectId);
  const id = newId();
  await insertSuite(trx, { ...input, id, parentId, createdByUserId });
  return requireSuite(trx, id);
}

/** Changes what a suite is called and said to be. Throws `ERR_CHANGED_MEANWHILE`. */
export async function changeSuite(
  trx: Knex.Transaction,
  input: {
    readonly suiteId: string;
    readonly revision?: string | undefined;
    readonly name?: string | undefined;
    readonly description?: string | undefined;
  },
  updatedByUserId: string,
): Promise<Suite> {
  const { suiteId, revision: seen, ...change } = input;
  await lockSuite(trx, suiteId);
  const { name, revision } = await requireSuite(trx, suiteId);
  await requireOnTop(trx, { kind: 'suite', id: suiteId, name, revision }, seen);
  await updateSuite(trx, suiteId, { ...change, updatedByUserId });
  return requireSuite(trx, suiteId);
}

const nowhere = '00000000-0000-0000-0000-000000000000';

/** Puts a suite below another, before one that stands there. Throws `ERR_SUITE_LOOP`, `ERR_OTHER_PROJECT`. */
export async function moveSuite(
  trx: Knex.Transaction,
  {
    suiteId,
    parentId,
    before,
  }: { suiteId: string; parentId: string | null; before?: string | null | undefined },
): Promise<void> {
  const { projectId } = await requireSuite(trx, suiteId);
  await lockSuites(trx, projectId);
  if (parentId !== null) await requireSuiteIn(trx, parentId, projectId);
  // Those that all projects share come with any project's, also with that of nobody.
  const all = await suitesOf(trx, projectId ?? nowhere);
  const suites = all.filter((suite) => suite.projectId === projectId);
  if (wouldLoop(suites, suiteId, parentId)) throw runsError('ERR_SUITE_LOOP');
  const beside = suites.filter((suite) => suite.parentId === parentId);
  await placeSuite(trx, suiteId, parentId, orderAmong(beside, suiteId, before ?? null));
}

async function requireSuiteIn(db: Knex, id: string, projectId: string | null): Promise<void> {
  const [suite] = await suitesById(db, [id]);
  if (suite?.projectId !== projectId) throw runsError('ERR_OTHER_PROJECT');
}

/** A case with its newest version. Throws `ERR_CASE_NOT_FOUND`. */
export async function requireCase(db: Knex, id: string): Promise<TestCase> {
  const found = await findCase(db, id);
  if (found === undefined) throw runsError('ERR_CASE_NOT_FOUND');
  return found;
}

/** Throws `ERR_CASE_VERSION_NOT_FOUND`. */
export async function requireVersion(
  db: Knex,
  which: { readonly caseId: string; readonly versionNumber: number },
): Promise<CaseVersion> {
  const version = await findVersion(db, which);
  if (version === undefined) throw runsError('ERR_CASE_VERSION_NOT_FOUND');
  return version;
}

/** A new case with its first version. Throws `ERR_CASE_TOO_LARGE`. */
export async function createCase(
  trx: Knex.Transaction,
  input: {
    readonly suiteId: string;
    readonly content: CaseContent;
    readonly tags: readonly string[];
  },
  authorId: string,
): Promise<TestCase> {
  const caseId = newId();
  const { suiteId, tags } = input;
  const { projectId } = await requireSuite(trx, suiteId);
  const content = await truePins(trx, projectId, input.content);
  requireCaseSize(content);
  await insertCase(trx, { id: caseId, suiteId, content, authorId });
  const first = { id: newId(), caseId, versionNumber: 1, content, changeNote: '', authorId };
  await insertVersion(trx, first);
  await setTags(trx, caseId, tags);
  return requireCase(trx, caseId);
}

/**
 * The next version of a case. Throws `ERR_CASE_CHANGED` where there is a newer one than was edited,
 * `ERR_CASE_TOO_LARGE`.
 */
export async function editCase(
  trx: Knex.Transaction,
  input: {
    readonly caseId: string;
    readonly onTopOf: number;
    readonly content: CaseContent;
    readonly changeNote: string;
  },
  authorId: string,
): Promise<TestCase> {
  const { caseId, onTopOf, changeNote } = input;
  const newest = await lockCase(trx, caseId);
  if (newest === undefined) throw runsError('ERR_CASE_NOT_FOUND');
  if (newest !== onTopOf) throw runsError('ERR_CASE_CHANGED', { newest });
  const { projectId } = await requireCase(trx, caseId);
  const content = await truePins(trx, projectId, input.content);
  requireCaseSize(content);
  const next = { id: newId(), caseId, versionNumber: newest + 1, content, changeNote, authorId };
  await insertVersion(trx, next);
  return requireCase(trx, caseId);
}

/** Throws `ERR_OTHER_PROJECT` for cases that are not the project's nor everybody's, or are not there at all. */
export async function requireCasesIn(
  db: Knex,
  caseIds: readonly string[],
  projectId: string | null,
): Promise<void> {
  const found = await casesById(db, caseIds);
  const isMissing = found.length < new Set(caseIds).size;
  if (isMissing || found.some((each) => each.projectId !== null && each.projectId !== projectId)) {
    throw runsError('ERR_OTHER_PROJECT');
  }
}
