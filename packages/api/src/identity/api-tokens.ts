import { tokensOf } from '@atelier/db/identity/token-reads.ts';
import { addToken, revokeTokens } from '@atelier/db/identity/token-writes.ts';
import { peopleError } from '@atelier/domain/identity/people-errors.ts';
import {
  type createTokenInput,
  maxTokens,
  type NewOwnToken,
  type OwnToken,
} from '@atelier/domain/identity/token-schemas.ts';
import type { Knex } from 'knex';
import type { z } from 'zod';
import { newToken } from './tokens.ts';

/** The tokens of a person that can be revoked, the newest first. */
export async function ownTokens(db: Knex, userId: string): Promise<readonly OwnToken[]> {
  return (await tokensOf(db, userId)).map((token) => ({
    id: token.id,
    name: token.name,
    access: token.access,
    areas: token.areas,
    createdAt: token.createdAt.getTime(),
    expiresAt: token.expiresAt?.getTime() ?? null,
    lastUsedAt: token.lastUsedAt?.getTime() ?? null,
  }));
}

/** Makes a token; only its hash is kept. */
export async function createToken(
  trx: Knex.Transaction,
  userId: string,
  { name, access, areas = null, expiresAt = null }: z.output<typeof createTokenInput>,
): Promise<NewOwnToken> {
  if (expiresAt !== null && expiresAt <= Date.now()) throw peopleError('ERR_EXPIRY_PAST');
  const { token, hash: tokenHash } = newToken('api');
  const expires = expiresAt === null ? null : new Date(expiresAt);
  const row = { userId, name, tokenHash, access, areas, expiresAt: expires };
  const id = await addToken(trx, row, maxTokens);
  if (id === undefined) throw peopleError('ERR_TOKEN_LIMIT', { limit: maxTokens });
  return { id, token };
}

/** Revokes a token, which is good for nothing from then on. */
export async function revokeToken(trx: Knex.Transaction, id: string): Promise<void> {
  const revoked = await revokeTokens(trx, { id });
  if (revoked.length === 0) throw peopleError('ERR_TOKEN_NOT_FOUND');
}
