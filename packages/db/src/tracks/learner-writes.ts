import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';
import { learnerOf } from './learner-reads.ts';

/** Somebody of the house as a learner, made where they are none yet. */
export async function ensureLearner(trx: Knex, personId: string): Promise<string> {
  const known = await learnerOf(trx, personId);
  if (known !== undefined) return known;
  await trx.raw(
    `INSERT INTO tracks.users (id, device_id, house_user_id, is_device)
     VALUES (:id, 'house-' || :personId::text, :personId::uuid, false)
     ON CONFLICT DO NOTHING`,
    { id: newId(), personId },
  );
  const made = await learnerOf(trx, personId);
  if (made === undefined) throw new Error(`${personId} could not be made a learner`);
  return made;
}

/** A device that nobody has named before. */
export async function insertDevice(
  trx: Knex,
  device: { readonly id: string; readonly deviceId: string; readonly personId: string },
): Promise<void> {
  await trx.raw(
    `INSERT INTO tracks.users (id, device_id, house_user_id, is_device)
     VALUES (:id, :deviceId, :personId, true) ON CONFLICT (device_id) DO NOTHING`,
    device,
  );
}

/** A device of an older program is theirs from now on, if it is nobody's. */
export async function claimDevice(trx: Knex, deviceId: string, personId: string): Promise<void> {
  await trx.raw(
    `UPDATE tracks.users SET house_user_id = :personId, updated_at = now()
     WHERE device_id = :deviceId AND house_user_id IS NULL`,
    { deviceId, personId },
  );
}
