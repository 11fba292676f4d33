import type { Knex } from 'knex';
import { brokenConstraint } from '../kernel/database-errors.ts';
import { newId } from '../kernel/new-id.ts';
import { given, type Patch } from '../kernel/patch.ts';
import { AssetModel } from './models/asset.ts';
import { AssetReservationModel } from './models/asset-reservation.ts';

export type AssetFields = Pick<
  AssetModel,
  'assetType' | 'model' | 'firmwareVersion' | 'locationName' | 'standName' | 'serialNumber'
>;

export async function insertAsset(
  trx: Knex,
  asset: AssetFields & { readonly id: string; readonly projectId: string },
  authorId: string,
): Promise<void> {
  const author = { createdByUserId: authorId, updatedByUserId: authorId };
  await AssetModel.query(trx).insert({ ...asset, metadataJson: {}, ...author });
}

export async function updateAsset(
  trx: Knex,
  id: string,
  change: Patch<AssetFields & Pick<AssetModel, 'isActive'>>,
  authorId: string,
): Promise<void> {
  await AssetModel.query(trx)
    .findById(id)
    .patch({ ...given(change), updatedByUserId: authorId });
}

/** Holds an asset for a run; false where another run holds it. A hold whose time is over keeps nobody out: it ended. */
export async function holdAsset(
  trx: Knex,
  held: {
    readonly assetId: string;
    readonly runId: string;
    readonly heldByUserId: string;
    readonly until?: string | null;
  },
): Promise<boolean> {
  await trx('runs.asset_reservations')
    .where({ assetId: held.assetId, releasedAt: null })
    .whereRaw('until <= now()')
    .update({ releasedAt: trx.ref('until') });
  const added = await trx('runs.asset_reservations')
    .insert({ id: newId(), ...held })
    .onConflict(trx.raw('(asset_id) WHERE released_at IS NULL'))
    .ignore()
    .returning('id');
  if (added.length > 0) return true;
  const holder = await AssetReservationModel.query(trx)
    .findOne({ assetId: held.assetId, releasedAt: null })
    .select('runId');
  return holder?.runId === held.runId;
}

/** A hold counts until its time is over. */
const isOn = '(until IS NULL OR until > now())';

/** Gives back whatever a run holds. */
export async function releaseAssets(trx: Knex, runId: string): Promise<void> {
  await trx('runs.asset_reservations')
    .where({ runId, releasedAt: null })
    .update({ releasedAt: trx.raw('now()') });
}

/** Says who has an asset that is held, and until when; false where it is not. */
export async function changeHold(
  trx: Knex,
  assetId: string,
  change: Patch<Pick<AssetReservationModel, 'heldByUserId'> & { readonly until: string | null }>,
): Promise<boolean> {
  const changed = await trx('runs.asset_reservations')
    .where({ assetId, releasedAt: null })
    .whereRaw(isOn)
    .update({ assetId, ...given(change) });
  return changed > 0;
}

/** Gives an asset back that is held for this run; false where it is not. */
export async function releaseAsset(
  trx: Knex,
  held: { readonly assetId: string; readonly runId: string },
): Promise<boolean> {
  const released = await trx('runs.asset_reservations')
    .where({ ...held, releasedAt: null })
    .whereRaw(isOn)
    .update({ releasedAt: trx.raw('now()') });
  return released > 0;
}

/** Whether a statement was refused because the key is another one's. */
export function isKeyTaken(error: unknown): boolean {
  return brokenConstraint(error)?.endsWith('_key_key') === true;
}
