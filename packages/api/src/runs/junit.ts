import { newId } from '@atelier/db/kernel/new-id.ts';
import { setTags } from '@atelier/db/runs/case-writes.ts';
import { casesByExternalKey } from '@atelier/db/runs/junit-reads.ts';
import { lockItem } from '@atelier/db/runs/result-writes.ts';
import { insertItem, requireRoom } from '@atelier/db/runs/run-writes.ts';
import { insertSuite } from '@atelier/db/runs/suite-writes.ts';
import { noParameters } from '@atelier/domain/runs/case-content.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { fullName, type JUnitTest } from '@atelier/domain/runs/junit.ts';
import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import { maxReportedItems } from '@atelier/domain/runs/sizes.ts';
import type { Knex } from 'knex';
import { createCase } from './library.ts';
import { recordResult, requireItem } from './results.ts';
import { lockRunFor, requireRun } from './runs.ts';

/** Where cases go that a report brought. */
const suiteKey = 'JUNIT';

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
  const names = new Map(tests.map((test) => [fullName(test), test]));
  const there = await casesByExternalKey(trx, projectId, [...names.keys()]);
  const caseIds: string[] = [];
  for (const [name, test] of names) {
    let versionId = there.get(name);
    if (versionId === undefined) {
      const made = await addCase(trx, suite.id, test, authorId);
      caseIds.push(made.caseId);
      versionId = made.versionId;
    }
    const item = { id: newId(), runId, testcaseVersionId: versionId, position: undefined };
    await insertItem(trx, { ...item, isRequired: true });
  }
  await requireRoom(trx, runId, maxReportedItems);
  return { suiteIds: suite.isNew ? [suite.id] : [], caseIds };
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

async function addCase(
  trx: Knex.Transaction,
  suiteId: string,
  test: Reported,
  authorId: string,
): Promise<{ readonly caseId: string; readonly versionId: string }> {
  const name = fullName(test);
  const title = [...name].slice(-240).join('').trim();
  const content = {
    title: title.length < 2 ? `Test ${title}` : title,
    ...{ summary: '', preconditions: '', steps: [], artifacts: [], mistakes: [] },
    ...{ isMandatory: true, estimatedMinutes: null, complexity: null, parameters: noParameters },
  };
  const made = await createCase(trx, { suiteId, content, tags: [] }, authorId);
  await trx('runs.testcases').where({ id: made.id }).update({ externalKey: name });
  await setTags(trx, made.id, ['automated']);
  if (made.versionId === null) throw new Error('a new case has a version');
  return { caseId: made.id, versionId: made.versionId };
}

export interface ReportedResult {
  readonly itemId: string;
  readonly status: ResultStatus;
  readonly failReasonCode: string | null;
  readonly comment: string;
  readonly measuredValue: string | null;
}

/** Records the results of a report; those that are recorded already stay as they are. Throws as `recordResult`. */
export async function recordReport(
  trx: Knex.Transaction,
  { runId, results }: { readonly runId: string; readonly results: readonly ReportedResult[] },
  actorId: string,
): Promise<{ readonly recorded: number }> {
  await lockRunFor(trx, runId);
  let recorded = 0;
  // Always in the same order, so that two reports wait for each other and not in a circle.
  for (const { itemId, ...result } of results.toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1))) {
    await lockItem(trx, itemId);
    const { runId: itsRun, result: was } = await requireItem(trx, itemId);
    if (itsRun !== runId) throw runsError('ERR_RUN_ITEM_NOT_FOUND');
    const isSame =
      was?.status === result.status &&
      was.comment === result.comment &&
      was.measuredValue === result.measuredValue &&
      (result.failReasonCode === null || was.failReasonCode === result.failReasonCode);
    if (isSame) continue;
    const { failReasonCode, ...rest } = result;
    // A reason that somebody gave stays where the report names none.
    const reason = failReasonCode === null ? {} : { failReasonCode };
    await recordResult(trx, { itemId, revision: was?.revision ?? 0, ...rest, ...reason }, actorId);
    recorded += 1;
  }
  return { recorded };
}
