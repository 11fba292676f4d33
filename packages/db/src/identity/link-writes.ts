import { type LinkRequest, linkLifetimes } from '@atelier/domain/identity/links.ts';
import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';
import { OneTimeLinkModel } from './models/one-time-link.ts';

/** Adds a link. Those that it takes the place of are good no more: of the same purpose, for the same person. Two processes that start together each print one to the first administrator. */
export async function addLink(
  trx: Knex,
  request: LinkRequest,
  tokenHash: Buffer,
  now: Date,
): Promise<OneTimeLinkModel> {
  const { purpose } = request;
  const who = {
    userId: purpose === 'password-reset' ? request.userId : null,
    email: purpose === 'invitation' ? request.email : null,
  };
  if (who.userId !== null || who.email !== null) {
    const replaced = OneTimeLinkModel.query(trx).where({ purpose }).whereNull('usedAt');
    if (who.userId !== null) replaced.where({ userId: who.userId });
    if (who.email !== null) replaced.whereRaw('lower(email) = lower(?)', [who.email]);
    await replaced.delete();
  }
  return OneTimeLinkModel.query(trx).insertAndFetch({
    id: newId(),
    purpose,
    tokenHash,
    ...who,
    role: purpose === 'invitation' ? request.role : null,
    createdById: purpose === 'first-admin' ? null : request.createdById,
    createdAt: now,
    expiresAt: new Date(now.getTime() + linkLifetimes[purpose]),
  });
}

/** Takes a link that is good, so that nobody else can; undefined where there is none. */
export async function takeLink(
  trx: Knex.Transaction,
  tokenHash: Buffer,
  now: Date,
): Promise<OneTimeLinkModel | undefined> {
  const [taken] = await OneTimeLinkModel.query(trx)
    .where({ tokenHash })
    .whereNull('usedAt')
    .where('expiresAt', '>', now)
    .patch({ usedAt: now })
    .returning('*');
  return taken;
}

/** Takes an invitation back; whether there was one that could still be used. */
export async function withdrawInvitation(trx: Knex, id: string): Promise<boolean> {
  const deleted = await OneTimeLinkModel.query(trx)
    .where({ id, purpose: 'invitation' })
    .whereNull('usedAt')
    .delete();
  return deleted > 0;
}

/** Forgets links that were used, or expired, so many days ago; gives their number. */
export async function forgetLinks(db: Knex, days: number): Promise<number> {
  return db('identity.one_time_links')
    .whereRaw("least(used_at, expires_at) < now() - ? * interval '1 day'", [days])
    .delete();
}

/** One at a time becomes the first administrator; until the end of the transaction. */
export async function lockFirstAdmin(trx: Knex.Transaction): Promise<void> {
  await trx.raw("SELECT pg_advisory_xact_lock(hashtext('atelier first administrator'))");
}

/** The links that this user made are good no more: whoever may not make one may not have made one to keep. */
export async function dropLinksMadeBy(trx: Knex.Transaction, createdById: string): Promise<void> {
  await OneTimeLinkModel.query(trx).where({ createdById }).whereNull('usedAt').delete();
}

/** The links that set a password of this user are good no more. */
export async function dropResetLinks(trx: Knex.Transaction, userId: string): Promise<void> {
  await OneTimeLinkModel.query(trx)
    .where({ userId, purpose: 'password-reset' })
    .whereNull('usedAt')
    .delete();
}
