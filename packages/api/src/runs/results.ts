import { findItem, resultState, type SeenItem, seenItem } from '@atelier/db/runs/item-reads.ts';
import { deleteResult, lockItem, recordInOne, saveResult } from '@atelier/db/runs/result-writes.ts';
import { missingOfItems, newlyMissing } from '@atelier/domain/runs/definition-of-done.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import {
  patchedResult,
  type ResultContent,
  type ResultPatch,
} from '@atelier/domain/runs/result.ts';
import type { RecordedItem, RunItem } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import type { Looked } from '../kernel/command.ts';
import type { Audited } from '../kernel/execute.ts';
import { refuseMissing } from './runs.ts';

/** One item. Throws `ERR_RUN_ITEM_NOT_FOUND`. */
export async function requireItem(db: Knex, id: string): Promise<RunItem> {
  const item = await findItem(db, id);
  if (item === undefined) throw runsError('ERR_RUN_ITEM_NOT_FOUND');
  return item;
}

interface Recorded extends ResultPatch {
  readonly itemId: string;
  readonly revision: number;
}

/**
 * Records something of an item on top of the result that was seen, and gives the item as it is then. Throws
 * `ERR_RESULT_CONFLICT` where somebody else has recorded another one meanwhile, `ERR_RUN_LOCKED`,
 * `ERR_FAIL_REASON_NOT_FOUND`, `ERR_RUN_NOT_DONE` where the run is done and would not be.
 */
export async function recordResult(
  trx: Knex.Transaction,
  { itemId, revision, ...patch }: Recorded,
  actorId: string,
): Promise<RunItem> {
  const reason = patch.failReasonCode || null;
  const seen = await seenResult(trx, itemId, revision, reason);
  if (!seen.isReasonKnown) throw runsError('ERR_FAIL_REASON_NOT_FOUND');
  const result = patchedResult(seen.result, patch);
  keepDone(seen, result);
  await saveResult(trx, itemId, result, actorId);
  return requireItem(trx, itemId);
}

/** Forgets what was recorded of an item. Throws as `recordResult`. */
export async function clearResult(
  trx: Knex.Transaction,
  { itemId, revision }: { readonly itemId: string; readonly revision: number },
): Promise<RunItem> {
  keepDone(await seenResult(trx, itemId, revision, null), null);
  await deleteResult(trx, itemId);
  return requireItem(trx, itemId);
}

/** So often it is looked again, where a run is finished and reopened between look and statement. */
const looks = 3;

/** The same in one statement, on what was seen: for the one result that somebody records at a time. Throws as `recordResult`. */
export async function recordOne(
  { seen, audited, db }: Looked<SeenItem>,
  input: Recorded,
  actorId: string,
): Promise<RecordedItem> {
  const { itemId, revision, failReasonCode } = input;
  let found = seen;
  for (let look = 1; look <= looks; look += 1) {
    requireRevision(found, revision);
    const item = await recordAsSeen(audited, found, input, actorId);
    if (item !== undefined) return item;
    found = await requireSeen(db, itemId, failReasonCode || null);
  }
  requireRevision(found, revision);
  // It was forgotten and recorded again meanwhile.
  throw runsError('ERR_RESULT_CONFLICT', { revision, by: '' });
}

/** Undefined where the item is not as it was seen by then. */
async function recordAsSeen(
  audited: Audited,
  seen: SeenItem,
  { itemId, revision, ...patch }: Recorded,
  actorId: string,
): Promise<RecordedItem | undefined> {
  if (!seen.isReasonKnown) throw runsError('ERR_FAIL_REASON_NOT_FOUND');
  const result = patchedResult(seen.result, patch);
  keepDone(seen, result);
  const { projectId, runId, isKept } = seen;
  const run = audited({
    projectId,
    runId,
    before: resultState(seen.result),
    after: resultState({ ...result, revision: revision + 1 }),
  });
  const saved = await recordInOne(run, { itemId, revision, isKept, result, actorId });
  if (saved === undefined) return undefined;
  const { recorder, ...kept } = saved;
  const updatedBy = { id: actorId, name: recorder };
  return { id: itemId, runId, result: { ...result, ...kept, updatedBy, carriedFromItemId: null } };
}

/** Throws `ERR_RUN_NOT_DONE` where the run is done and would not be with this result of the item. */
function keepDone(seen: SeenItem, result: ResultContent | null): void {
  if (seen.runStatus !== 'done') return;
  refuseMissing(newlyMissing(missingOfItems([seen]), missingOfItems([{ ...seen, result }])));
}

/** Read behind the lock: by then nobody else changes the result, or the status of its run. */
async function seenResult(
  trx: Knex.Transaction,
  itemId: string,
  revision: number,
  reason: string | null,
): Promise<SeenItem> {
  await lockItem(trx, itemId);
  const seen = await requireSeen(trx, itemId, reason);
  requireRevision(seen, revision);
  return seen;
}

async function requireSeen(db: Knex, itemId: string, reason: string | null): Promise<SeenItem> {
  const seen = await seenItem(db, itemId, reason);
  if (seen === undefined) throw runsError('ERR_RUN_ITEM_NOT_FOUND');
  return seen;
}

/** Throws `ERR_RUN_LOCKED`, and `ERR_RESULT_CONFLICT` where another revision than this one is there. */
function requireRevision({ runStatus, result }: SeenItem, revision: number): void {
  if (runStatus === 'locked') throw runsError('ERR_RUN_LOCKED');
  if ((result?.revision ?? 0) !== revision) {
    throw runsError('ERR_RESULT_CONFLICT', {
      revision: result?.revision ?? 0,
      by: result?.updatedBy?.name ?? '',
    });
  }
}
