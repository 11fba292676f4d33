import { newId } from '@atelier/db/kernel/new-id.ts';
import { casesById, findVersion } from '@atelier/db/runs/case-reads.ts';
import {
  addSpentSeconds,
  copyUnfinishedItems,
  insertRowItem,
  lockItems,
  repinItem,
  assignItems as saveAssignment,
  saveCarriedResult,
  saveStatuses,
} from '@atelier/db/runs/execution-writes.ts';
import { itemsById, itemsOf } from '@atelier/db/runs/item-reads.ts';
import { deleteResult, lockItem } from '@atelier/db/runs/result-writes.ts';
import { insertRun, requireRoom } from '@atelier/db/runs/run-writes.ts';
import { carriedResult } from '@atelier/domain/runs/carry-over.ts';
import { missingOfItems, newlyMissing } from '@atelier/domain/runs/definition-of-done.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { ResultStatus } from '@atelier/domain/runs/result.ts';
import { maxReportedItems } from '@atelier/domain/runs/sizes.ts';
import type { CaseVersion, ListedCase, Run, RunItem } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { lockRunFor, refuseMissing, requireRun, requireTesters } from './runs.ts';

/**
 * Gives several items of a run one status, each on top of the result that was seen, all or none. Throws
 * `ERR_RESULT_CONFLICT` where somebody else has recorded another one meanwhile, `ERR_RUN_ITEM_NOT_FOUND`,
 * `ERR_RUN_LOCKED`, `ERR_RUN_NOT_DONE` where the run is done and would not be.
 */
export async function recordMany(
  trx: Knex.Transaction,
  input: {
    readonly runId: string;
    readonly status: ResultStatus;
    readonly items: readonly { readonly itemId: string; readonly revision: number }[];
  },
  actorId: string,
): Promise<readonly RunItem[]> {
  const { runId, status, items } = input;
  const itemIds = items.map(({ itemId }) => itemId);
  const revisions = await lockItemsFor(trx, runId, itemIds);
  const changed = items.filter(({ itemId, revision }) => revisions.get(itemId) !== revision);
  const [first] = changed;
  if (first !== undefined) {
    const [item] = await itemsById(trx, runId, [first.itemId]);
    throw runsError('ERR_RESULT_CONFLICT', {
      revision: item?.result?.revision ?? 0,
      by: item?.result?.updatedBy?.name ?? '',
    });
  }
  const isDone = (await requireRun(trx, runId)).status === 'done';
  const before = isDone ? missingOfItems(await itemsById(trx, runId, itemIds)) : [];
  await saveStatuses(trx, itemIds, status, actorId);
  const recorded = await itemsById(trx, runId, itemIds);
  if (isDone) refuseMissing(newlyMissing(before, missingOfItems(recorded)));
  return recorded;
}

/** Says who is to carry out these items. Throws `ERR_RUN_ITEM_NOT_FOUND`, `ERR_MEMBER_NOT_FOUND`, `ERR_RUN_LOCKED`. */
export async function assignItems(
  trx: Knex.Transaction,
  input: {
    readonly runId: string;
    readonly itemIds: readonly string[];
    readonly userId: string | null;
  },
): Promise<void> {
  const { runId, itemIds, userId } = input;
  await lockItemsFor(trx, runId, itemIds);
  const { projectId } = await requireRun(trx, runId);
  await requireTesters(trx, projectId, [userId]);
  await saveAssignment(trx, runId, itemIds, userId);
}

/** Adds to the time that was spent on an item. Throws `ERR_RUN_ITEM_NOT_FOUND`, `ERR_RUN_LOCKED`. */
export async function spend(
  trx: Knex.Transaction,
  { itemId, seconds }: { readonly itemId: string; readonly seconds: number },
): Promise<void> {
  const runId = await lockItem(trx, itemId);
  if (runId === undefined) throw runsError('ERR_RUN_ITEM_NOT_FOUND');
  if ((await requireRun(trx, runId)).status === 'locked') throw runsError('ERR_RUN_LOCKED');
  await addSpentSeconds(trx, itemId, seconds);
}

async function lockItemsFor(
  trx: Knex.Transaction,
  runId: string,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const revisions = await lockItems(trx, runId, itemIds);
  if ((await requireRun(trx, runId)).status === 'locked') throw runsError('ERR_RUN_LOCKED');
  if (revisions.size < new Set(itemIds).size) throw runsError('ERR_RUN_ITEM_NOT_FOUND');
  return revisions;
}

/**
 * Pins items of a draft to the newest versions of their cases, all of them unless some are named. What was recorded of
 * steps that read as before is carried over, and says so. An item whose row of data is gone stays as it is, and
 * so does one whose case has gone to another project; a row that is new gets an item. Throws `ERR_RUN_NOT_DRAFT`, `ERR_RUN_TOO_LARGE`.
 */
export async function repinItems(
  trx: Knex.Transaction,
  { runId, itemIds }: { readonly runId: string; readonly itemIds?: readonly string[] | undefined },
): Promise<{ readonly repinned: number; readonly carried: number }> {
  if ((await lockRunFor(trx, runId)) !== 'draft') throw runsError('ERR_RUN_NOT_DRAFT');
  const all = await itemsOf(trx, runId);
  await lockItems(
    trx,
    runId,
    all.map(({ id }) => id),
  );
  const isWanted = ({ id, versionNumber, newestNumber }: RunItem) =>
    newestNumber > versionNumber && (itemIds?.includes(id) ?? true);
  const wanted = (await itemsOf(trx, runId)).filter(isWanted);
  const { projectId } = await requireRun(trx, runId);
  const ids = [...new Set(wanted.map(({ caseId }) => caseId))];
  const isNear = (each: ListedCase) => each.projectId === null || each.projectId === projectId;
  const near = new Set((await casesById(trx, ids)).filter(isNear).map(({ id }) => id));
  const items = wanted.filter(({ caseId }) => near.has(caseId));
  const counts = { repinned: 0, carried: 0 };
  for (const caseId of new Set(items.map((item) => item.caseId))) {
    const ofCase = items.filter((item) => item.caseId === caseId);
    const versionNumber = Math.max(...ofCase.map(({ newestNumber }) => newestNumber));
    const newest = await findVersion(trx, { caseId, versionNumber });
    if (newest === undefined) continue;
    const done = await repinCase(trx, ofCase, newest);
    counts.repinned += done.repinned;
    counts.carried += done.carried;
  }
  if (counts.repinned > 0) await requireRoom(trx, runId);
  return counts;
}

async function repinCase(trx: Knex.Transaction, items: readonly RunItem[], newest: CaseVersion) {
  const { length: rows } = newest.content.parameters.rows;
  const filled = new Set<number | null>();
  let carried = 0;
  for (const item of items) {
    const row = rows === 0 ? null : (item.parameterRow ?? 0);
    const isGone = (row !== null && row >= rows) || filled.has(row);
    if (isGone) continue;
    filled.add(row);
    await repinItem(trx, item.id, newest.id, row);
    if (await carryOver(trx, item, newest, row)) carried += 1;
  }
  const last = items.at(-1);
  for (let row = 0; last !== undefined && row < rows; row += 1) {
    if (filled.has(row)) continue;
    const { runId, position, isRequired } = last;
    await insertRowItem(trx, {
      ...{ runId, position, isRequired },
      testcaseVersionId: newest.id,
      parameterRow: row,
    });
  }
  return { repinned: filled.size, carried };
}

async function carryOver(
  trx: Knex.Transaction,
  { id, content, parameterRow, result }: RunItem,
  newest: CaseVersion,
  row: number | null,
): Promise<boolean> {
  if (result === null) return false;
  const kept = carriedResult(
    { content, parameterRow },
    { content: newest.content, parameterRow: row },
    result,
  );
  if (kept === null) {
    await deleteResult(trx, id);
    return false;
  }
  const recorderId = result.updatedBy?.id ?? null;
  await saveCarriedResult(trx, id, kept, { itemId: id, recorderId });
  return true;
}

/**
 * A run with what failed in another one and what was left undone, which it corrects. Throws `ERR_RUN_UNFINISHED`
 * where that one still goes on, `ERR_NOTHING_TO_RERUN`, `ERR_RUN_TOO_LARGE`.
 */
export async function rerunFailed(
  trx: Knex.Transaction,
  { runId, title }: { readonly runId: string; readonly title?: string | undefined },
  executedByUserId: string,
): Promise<Run> {
  const was = await requireRun(trx, runId);
  if (was.status !== 'done' && was.status !== 'locked') throw runsError('ERR_RUN_UNFINISHED');
  const id = newId();
  const { projectId, assetId, templateId } = was;
  await insertRun(trx, {
    ...{ id, projectId, assetId, templateId, executedByUserId },
    title: title ?? was.title,
    correctionOfRunId: runId,
  });
  const items = await copyUnfinishedItems(trx, id, runId);
  if (items === 0) throw runsError('ERR_NOTHING_TO_RERUN');
  await requireRoom(trx, id, maxReportedItems);
  return requireRun(trx, id);
}
