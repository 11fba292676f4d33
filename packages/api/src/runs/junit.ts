import { newId } from '@atelier/db/kernel/new-id.ts';
import { lockItems } from '@atelier/db/runs/execution-writes.ts';
import { resultsOf } from '@atelier/db/runs/item-reads.ts';
import { casesByExternalKey } from '@atelier/db/runs/junit-reads.ts';
import { insertItems, type ResultOfItem, saveResults } from '@atelier/db/runs/junit-writes.ts';
import {
  type ImportedRow,
  insertImported,
  insertImportedVersions,
  setImportedTags,
} from '@atelier/db/runs/library-import.ts';
import { reasonsAmong } from '@atelier/db/runs/reason-reads.ts';
import { runFacts } from '@atelier/db/runs/run-reads.ts';
import { requireRoom } from '@atelier/db/runs/run-writes.ts';
import { insertSuite } from '@atelier/db/runs/suite-writes.ts';
import { type CaseContent, noParameters } from '@atelier/domain/runs/case-content.ts';
import { missingOfItems, newlyMissing } from '@atelier/domain/runs/definition-of-done.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { fullName, type JUnitTest } from '@atelier/domain/runs/junit.ts';
import { patchedResult, type ResultStatus } from '@atelier/domain/runs/result.ts';
import { maxReportedItems } from '@atelier/domain/runs/sizes.ts';
import type { ItemResult } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { lockRunFor, refuseMissing, requireRun } from './runs.ts';

/** Where cases go that a report brought. */
const suiteKey = 'JUNIT';
/** As many rows as one statement takes. */
const batch = 1000;

type Reported = Pick<JUnitTest, 'className' | 'name'>;

/**
 * Makes items of a draft of tests that have none: of the case that an earlier report brought, or of a new one in the
 * suite "JUnit". Throws `ERR_RUN_NOT_DRAFT`, `ERR_RUN_LOCKED`, `ERR_RUN_TOO_LARGE`.
 */
export async function addReported(
  trx: Knex.Transaction,
  { runId, tests }: { readonly runId: string; readonly tests: readonly Reported[] },
  authorId: string,
): Promise<{ readonly suiteIds: readonly string[]; readonly caseIds: readonly string[] }> {
  if (tests.length === 0) return { suiteIds: [], caseIds: [] };
  if ((await lockRunFor(trx, runId)) !== 'draft') throw runsError('ERR_RUN_NOT_DRAFT');
  const { projectId } = await requireRun(trx, runId);
  const suite = await suiteOf(trx, projectId, authorId);
  const names = [...new Set(tests.map(fullName))];
  const there = await casesByExternalKey(trx, projectId, names);
  const added = names.filter((name) => !there.has(name)).map((name) => newCase(name, suite.id));
  for (const part of inBatches(added)) {
    await insertImported(trx, part, authorId);
    await insertImportedVersions(trx, part, '', authorId);
    await setImportedTags(
      trx,
      part.map(({ caseId }) => ({ caseId, tags: ['automated'] })),
    );
  }
  const made = new Map(added.map(({ externalKey, versionId }) => [externalKey, versionId]));
  const versionIds = names.flatMap((name) => there.get(name) ?? made.get(name) ?? []);
  for (const part of inBatches(versionIds)) await insertItems(trx, runId, part);
  await requireRoom(trx, runId, maxReportedItems);
  return {
    suiteIds: suite.isNew ? [suite.id] : [],
    caseIds: added.map(({ caseId }) => caseId),
  };
}

/** The suite for it, made where there is none: whoever comes at the same time waits. */
async function suiteOf(trx: Knex, projectId: string, authorId: string) {
  await trx.raw("SELECT pg_advisory_xact_lock(hashtextextended('runs.junit ' || ?, 0))", [
    projectId,
  ]);
  const found = await trx('runs.test_suites').where({ projectId, key: suiteKey }).first('id');
  if (found !== undefined) return { id: found.id as string, isNew: false };
  const id = newId();
  const suite = { id, projectId, parentId: null, name: 'JUnit', description: '' };
  await insertSuite(trx, { ...suite, createdByUserId: authorId });
  await trx('runs.test_suites').where({ id }).update({ key: suiteKey });
  return { id, isNew: true };
}

function newCase(name: string, suiteId: string): ImportedRow {
  const title = [...name].slice(-240).join('').trim();
  const content: CaseContent = {
    title: title.length < 2 ? `Test ${title}` : title,
    ...{ summary: '', preconditions: '', steps: [], artifacts: [], mistakes: [] },
    ...{ isMandatory: true, estimatedMinutes: null, complexity: null, parameters: noParameters },
  };
  const ids = { caseId: newId(), versionId: newId() };
  return { ...ids, suiteId, externalKey: name, versionNumber: 1, content };
}

export interface ReportedResult {
  readonly itemId: string;
  readonly status: ResultStatus;
  readonly failReasonCode: string | null;
  readonly comment: string;
  readonly measuredValue: string | null;
}

/**
 * Records the results of a report; those that are recorded already stay as they are. Throws
 * `ERR_RUN_ITEM_NOT_FOUND`, `ERR_FAIL_REASON_NOT_FOUND`, `ERR_RUN_LOCKED`, `ERR_RUN_NOT_DONE` where the run is done
 * and would not be.
 */
export async function recordReport(
  trx: Knex.Transaction,
  { runId, results }: { readonly runId: string; readonly results: readonly ReportedResult[] },
  actorId: string,
): Promise<{ readonly recorded: number }> {
  const status = await lockRunFor(trx, runId);
  const byItem = new Map(results.map((result) => [result.itemId, result]));
  const itemIds = [...byItem.keys()];
  if ((await lockItems(trx, runId, itemIds)).size < itemIds.length) {
    throw runsError('ERR_RUN_ITEM_NOT_FOUND');
  }
  await requireReasons(trx, results);
  const there = await resultsOf(trx, itemIds);
  const changed = [...byItem.values()].flatMap((result): ResultOfItem[] => {
    const was = there.get(result.itemId) ?? null;
    return isSame(was, result) ? [] : [{ ...patched(was, result), itemId: result.itemId }];
  });
  if (status === 'done') await keepDone(trx, runId, changed);
  for (const part of inBatches(changed)) await saveResults(trx, part, actorId);
  return { recorded: changed.length };
}

function patched(was: ItemResult | null, { failReasonCode, itemId: _, ...rest }: ReportedResult) {
  // A reason that somebody gave stays where the report names none.
  return patchedResult(was, { ...rest, ...(failReasonCode !== null && { failReasonCode }) });
}

function isSame(was: ItemResult | null, result: ReportedResult): boolean {
  return (
    was?.status === result.status &&
    was.comment === result.comment &&
    was.measuredValue === result.measuredValue &&
    (result.failReasonCode === null || was.failReasonCode === result.failReasonCode)
  );
}

async function requireReasons(db: Knex, results: readonly ReportedResult[]): Promise<void> {
  const codes = [...new Set(results.flatMap(({ failReasonCode }) => failReasonCode || []))];
  if ((await reasonsAmong(db, codes)).size < codes.length) {
    throw runsError('ERR_FAIL_REASON_NOT_FOUND');
  }
}

async function keepDone(db: Knex, runId: string, changed: readonly ResultOfItem[]): Promise<void> {
  const { items } = await runFacts(db, await requireRun(db, runId));
  const results = new Map(changed.map((result) => [result.itemId, result]));
  const after = items.map((item) => ({ ...item, result: results.get(item.id) ?? item.result }));
  refuseMissing(newlyMissing(missingOfItems(items), missingOfItems(after)));
}

function inBatches<One>(all: readonly One[]): readonly (readonly One[])[] {
  const count = Math.ceil(all.length / batch);
  return Array.from({ length: count }, (_, place) => all.slice(place * batch, (place + 1) * batch));
}
