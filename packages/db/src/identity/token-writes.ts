import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';
import { lockUser } from './lock-user.ts';
import { ApiTokenModel } from './models/api-token.ts';

/** Notes that an API token is used; to the minute, so that a busy program does not write at each call. */
export async function noteTokenUse(db: Knex, id: string): Promise<void> {
  await db('identity.api_tokens')
    .where({ id })
    .whereRaw("(last_used_at IS NULL OR last_used_at < now() - interval '1 minute')")
    .update({ lastUsedAt: db.raw('now()') });
}

/** Adds a token, unless its user has so many already; whether it was added. */
export async function addToken(
  trx: Knex.Transaction,
  token: Pick<ApiTokenModel, 'userId' | 'name' | 'tokenHash' | 'access' | 'areas' | 'expiresAt'>,
  atMost: number,
): Promise<string | undefined> {
  await lockUser(trx, token.userId);
  const known = await ApiTokenModel.query(trx)
    .where({ userId: token.userId })
    .whereNull('revokedAt')
    .resultSize();
  if (known >= atMost) return undefined;
  const id = newId();
  await ApiTokenModel.query(trx).insert({ id, ...token });
  return id;
}

/** Revokes tokens that were not yet; gives their ids. */
export async function revokeTokens(
  db: Knex,
  which: { readonly id: string } | { readonly userId: string },
): Promise<readonly string[]> {
  const revoked = await ApiTokenModel.query(db)
    .where(which)
    .whereNull('revokedAt')
    .patch({ revokedAt: db.raw('now()') as unknown as Date })
    .returning('id');
  return revoked.map(({ id }) => id);
}
