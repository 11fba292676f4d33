import { changeHold, holdAsset, releaseAsset } from '@atelier/db/runs/asset-writes.ts';
import { lockRun } from '@atelier/db/runs/run-writes.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import type { Asset } from '@atelier/domain/runs/types.ts';
import type { Knex } from 'knex';
import { lockRunFor, requireTesters } from './runs.ts';
import { requireAsset } from './templates.ts';

/**
 * Holds an asset for a run that has not begun. Throws `ERR_OTHER_PROJECT`, `ERR_RUN_NOT_DRAFT`, `ERR_ASSET_HELD`.
 */
export async function takeAsset(
  trx: Knex.Transaction,
  input: {
    readonly assetId: string;
    readonly runId: string;
    readonly until?: string | null | undefined;
  },
  actorId: string,
): Promise<Asset> {
  const { assetId, runId, until = null } = input;
  const asset = await requireAsset(trx, assetId);
  const status = await runStatus(trx, runId, asset.projectId);
  if (status !== 'draft') throw runsError('ERR_RUN_NOT_DRAFT');
  if (!(await holdAsset(trx, { assetId, runId, heldByUserId: actorId, until }))) {
    const { heldFor } = await requireAsset(trx, assetId);
    throw runsError('ERR_ASSET_HELD', {
      runId: heldFor?.runId ?? '',
      runTitle: heldFor?.runTitle ?? '',
      by: heldFor?.by.name ?? '',
    });
  }
  return requireAsset(trx, assetId);
}

/** The status of a run of the project; of any other it is not told that there is one. */
async function runStatus(trx: Knex.Transaction, runId: string, projectId: string) {
  const known = await trx('runs.runs').where({ id: runId, projectId }).first('id');
  if (known === undefined) throw runsError('ERR_OTHER_PROJECT');
  return lockRunFor(trx, runId);
}

/** Hands a held asset over to somebody, or says until when it is held. Throws `ERR_ASSET_FREE`, `ERR_MEMBER_NOT_FOUND`. */
export async function handOver(
  trx: Knex.Transaction,
  input: {
    readonly assetId: string;
    readonly userId?: string | undefined;
    readonly until?: string | null | undefined;
  },
): Promise<Asset> {
  const { assetId, userId, until } = input;
  const { projectId } = await requireAsset(trx, assetId);
  await requireTesters(trx, projectId, [userId]);
  const isHeld = await changeHold(trx, assetId, { heldByUserId: userId, until });
  if (!isHeld) throw runsError('ERR_ASSET_FREE');
  return requireAsset(trx, assetId);
}

/** Gives back an asset that is held for a run that has not begun. Throws `ERR_ASSET_FREE`, `ERR_ASSET_IN_USE`. */
export async function giveBack(
  trx: Knex.Transaction,
  { assetId }: { readonly assetId: string },
): Promise<Asset> {
  const { heldFor } = await requireAsset(trx, assetId);
  if (heldFor === null) throw runsError('ERR_ASSET_FREE');
  const { runId } = heldFor;
  // It may be about to begin: by then it is known.
  if ((await lockRun(trx, runId)) === 'in_progress') throw runsError('ERR_ASSET_IN_USE');
  if (!(await releaseAsset(trx, { assetId, runId }))) throw runsError('ERR_ASSET_FREE');
  return requireAsset(trx, assetId);
}
