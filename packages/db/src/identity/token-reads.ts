import type { Knex } from 'knex';
import { ApiTokenModel } from './models/api-token.ts';

/** The tokens of a user that were not revoked, the newest first. */
export async function tokensOf(db: Knex, userId: string): Promise<readonly ApiTokenModel[]> {
  return ApiTokenModel.query(db)
    .where({ userId })
    .whereNull('revokedAt')
    .orderBy([{ column: 'createdAt', order: 'desc' }, 'id']);
}

/** These tokens, revoked or not. */
export async function tokensById(
  db: Knex,
  ids: readonly string[],
): Promise<readonly ApiTokenModel[]> {
  return ApiTokenModel.query(db).findByIds([...ids]);
}
