import type { Knex } from 'knex';
import { OneTimeLinkModel } from './models/one-time-link.ts';
import { ProviderAccountModel } from './models/provider-account.ts';
import { UserModel } from './models/user.ts';

interface Of {
  readonly issuer: string;
  readonly subject: string;
}

/** The user who signs in by this account of a provider. */
export async function userOfProvider(
  db: Knex,
  { issuer, subject }: Of,
): Promise<UserModel | undefined> {
  const found = await ProviderAccountModel.query(db).findById([issuer, subject]);
  return found && UserModel.query(db).findById(found.userId);
}

/** From now on this user signs in by it as well. */
export async function addProviderAccount(
  trx: Knex,
  { issuer, subject }: Of,
  userId: string,
): Promise<void> {
  await ProviderAccountModel.query(trx).insert({ issuer, subject, userId });
}

/** Takes the invitation of this address, where there is one that is good. */
export async function takeInvitationOf(
  trx: Knex.Transaction,
  email: string,
  now: Date,
): Promise<OneTimeLinkModel | undefined> {
  const [taken] = await OneTimeLinkModel.query(trx)
    .where({ purpose: 'invitation' })
    .whereRaw('lower(email) = lower(?)', [email])
    .whereNull('usedAt')
    .where('expiresAt', '>', now)
    .patch({ usedAt: now })
    .returning('*');
  return taken;
}
