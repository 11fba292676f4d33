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

/**
 * Until the end of the transaction nobody else makes or finds a user for this account of a provider: what is read
 * afterwards holds until then.
 */
export async function lockProviderAccount(
  trx: Knex.Transaction,
  { issuer, subject }: Of,
): Promise<void> {
  const name = JSON.stringify(['identity.provider_accounts', issuer, subject]);
  await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [name]);
}

/** From now on this user signs in by it as well. */
export async function addProviderAccount(
  trx: Knex,
  { issuer, subject }: Of,
  userId: string,
): Promise<void> {
  await ProviderAccountModel.query(trx).insert({ issuer, subject, userId });
}

/** Whether this user signs in by a provider. */
export async function hasProviderAccount(db: Knex, userId: string): Promise<boolean> {
  return (await ProviderAccountModel.query(db).findOne({ userId })) !== undefined;
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
