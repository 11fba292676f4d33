import { findItem, findResult } from '@atelier/db/runs/item-reads.ts';
import { deleteResult, lockItem, saveResult } from '@atelier/db/runs/result-writes.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { patchedResult, type ResultPatch } from '@atelier/domain/runs/result.ts';
import type { ItemResult, RunItem } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { requireRun } from './runs.ts';

/** One item. Throws `ERR_RUN_ITEM_NOT_FOUND`. */
export async function requireItem(db: Knex, id: string): Promise<RunItem> {
  const item = await findItem(db, id);
  if (item === undefined) throw runsError('ERR_RUN_ITEM_NOT_FOUND');
  return item;
}

/**
 * Records something of an item on top of the result that was seen, and gives the item as it is then. Throws
 * `ERR_RESULT_CONFLICT` where somebody else has recorded another one meanwhile, `ERR_RUN_LOCKED`,
 * `ERR_FAIL_REASON_NOT_FOUND`.
 */
export async function recordResult(
  trx: Knex.Transaction,
  {
    itemId,
    revision,
    ...patch
  }: ResultPatch & { readonly itemId: string; readonly revision: number },
  actorId: string,
): Promise<RunItem> {
  const was = await seenResult(trx, itemId, revision);
  const { failReasonCode } = patch;
  if (failReasonCode) {
    const known = await trx('runs.fail_reasons').where({ code: failReasonCode }).first('code');
    if (known === undefined) throw runsError('ERR_FAIL_REASON_NOT_FOUND');
  }
  await saveResult(trx, itemId, patchedResult(was, patch), actorId);
  return requireItem(trx, itemId);
}

/** Forgets what was recorded of an item. Throws as `recordResult`. */
export async function clearResult(
  trx: Knex.Transaction,
  { itemId, revision }: { readonly itemId: string; readonly revision: number },
): Promise<RunItem> {
  await seenResult(trx, itemId, revision);
  await deleteResult(trx, itemId);
  return requireItem(trx, itemId);
}

async function seenResult(
  trx: Knex.Transaction,
  itemId: string,
  revision: number,
): Promise<ItemResult | null> {
  const runId = await lockItem(trx, itemId);
  if (runId === undefined) throw runsError('ERR_RUN_ITEM_NOT_FOUND');
  if ((await requireRun(trx, runId)).status === 'locked') throw runsError('ERR_RUN_LOCKED');
  const was = (await findResult(trx, itemId)) ?? null;
  if ((was?.revision ?? 0) !== revision) {
    throw runsError('ERR_RESULT_CONFLICT', {
      revision: was?.revision ?? 0,
      by: was?.updatedBy?.name ?? '',
    });
  }
  return was;
}
