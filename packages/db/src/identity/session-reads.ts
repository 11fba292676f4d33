import type { Knex } from 'knex';
import { ApiTokenModel } from './models/api-token.ts';
import { SessionModel } from './models/session.ts';

/** The session with this access token; undefined where there is none, or it has ended. */
export async function sessionByAccess(
  db: Knex,
  accessHash: Buffer,
): Promise<SessionModel | undefined> {
  return SessionModel.query(db).findOne({ accessHash }).whereNull('endedAt');
}

/** The sessions of a user that can still be used, the latest used first. */
export async function sessionsOf(db: Knex, userId: string): Promise<readonly SessionModel[]> {
  return SessionModel.query(db)
    .where({ userId })
    .whereNull('endedAt')
    .where('expiresAt', '>', db.raw('now()'))
    .orderBy('lastSeenAt', 'desc');
}

/** The API token with this hash; undefined where there is none, or it was revoked. */
export async function apiTokenByHash(
  db: Knex,
  tokenHash: Buffer,
): Promise<ApiTokenModel | undefined> {
  return ApiTokenModel.query(db).findOne({ tokenHash }).whereNull('revokedAt');
}

/** Whose session this is, also where it has ended; undefined where there is none. */
export async function sessionOwner(db: Knex, id: string): Promise<string | undefined> {
  return (await SessionModel.query(db).findById(id).select('userId'))?.userId;
}

/** The session with this id; undefined where there is none, or it has ended. */
export async function sessionById(db: Knex, id: string): Promise<SessionModel | undefined> {
  return SessionModel.query(db).findById(id).whereNull('endedAt');
}
