import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';
import { inTransaction } from '../kernel/transaction.ts';
import { UserModel } from './models/user.ts';

/** What an owner and a guest are called until they say otherwise. */
const names = { owner: 'Owner', guest: 'Guest' } as const;

/**
 * The owner of the house, for whom a request without a token counts where nobody signs in; made where there is
 * none yet. Commands that were sent before there were users were the owner's.
 */
export async function ensureOwner(db: Knex): Promise<UserModel> {
  const known = await UserModel.query(db).findOne({ isOwner: true });
  if (known !== undefined) return asMerged(db, known);
  return inTransaction(db, async (trx) => {
    const made = await trx('identity.users')
      .insert({ id: newId(), displayName: names.owner, isOwner: true })
      .onConflict(trx.raw('(is_owner) WHERE is_owner'))
      .ignore()
      .returning('id');
    const owner = await UserModel.query(trx).findOne({ isOwner: true }).throwIfNotFound();
    if (made.length > 0) {
      await trx('kernel.idempotency_keys').where({ actor: 'local' }).update({ actor: owner.id });
    }
    return owner;
  });
}

/** The guest that a device is, whom it makes where there is none; the first device of all is the owner's. */
export async function ensureGuest(db: Knex, deviceId: string): Promise<UserModel> {
  const known = await UserModel.query(db).findOne({ deviceId });
  if (known !== undefined) return asMerged(db, known);
  const owner = await ensureOwner(db);
  const claimed = await db('identity.users')
    .where({ id: owner.id, email: null })
    .whereNull('deviceId')
    .update({ deviceId, lastSeenAt: db.raw('now()') });
  if (claimed === 0) {
    await db('identity.users')
      .insert({ id: newId(), displayName: names.guest, deviceId, lastSeenAt: db.raw('now()') })
      .onConflict('deviceId')
      .ignore();
  }
  return UserModel.query(db).findOne({ deviceId }).throwIfNotFound();
}

/** Notes that the guest of a device opened a page; to the minute, so that reloading it writes nothing. */
export async function noteVisit(db: Knex, deviceId: string): Promise<void> {
  await db('identity.users')
    .where({ deviceId })
    .whereRaw("(last_seen_at IS NULL OR last_seen_at < now() - interval '1 minute')")
    .update({ lastSeenAt: db.raw('now()') });
}

/** Whoever a guest has become, with an account of theirs. */
async function asMerged(db: Knex, guest: UserModel): Promise<UserModel> {
  if (guest.mergedIntoId === null) return guest;
  return UserModel.query(db).findById(guest.mergedIntoId).throwIfNotFound();
}
