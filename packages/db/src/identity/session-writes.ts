import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';
import { AuthRefreshTokenModel } from './models/auth-refresh-token.ts';
import { SessionModel } from './models/session.ts';

/** The hashes of a pair of tokens, and until when each is good. */
export interface TokenPair {
  readonly accessHash: Buffer;
  readonly accessExpiresAt: Date;
  readonly refreshHash: Buffer;
  /** Of the session too: by then it has to be used. */
  readonly expiresAt: Date;
}

/** Why a session ended. */
export type SessionEnd =
  | 'signed_out'
  | 'signed_out_elsewhere'
  | 'password_changed'
  | 'deactivated'
  | 'token_reused';

/** Opens a session; gives its id. */
export async function openSession(
  trx: Knex,
  { userId, device }: { readonly userId: string; readonly device: string },
  { accessHash, accessExpiresAt, refreshHash, expiresAt }: TokenPair,
): Promise<string> {
  const id = newId();
  const tokens = { accessHash, accessExpiresAt, expiresAt };
  await SessionModel.query(trx).insert({ id, userId, device, ...tokens });
  await AuthRefreshTokenModel.query(trx).insert({
    tokenHash: refreshHash,
    sessionId: id,
    expiresAt,
  });
  return id;
}

/** The session that a refresh token belongs to, both locked; undefined for a token that nobody gave out. */
export async function lockRefreshToken(trx: Knex.Transaction, tokenHash: Buffer) {
  const token = await AuthRefreshTokenModel.query(trx).findById(tokenHash).forUpdate();
  if (token === undefined) return undefined;
  const session = await SessionModel.query(trx).findById(token.sessionId).forUpdate();
  return session && { token, session };
}

/** Exchanges a refresh token for the next one. */
export async function rotateTokens(
  trx: Knex.Transaction,
  sessionId: string,
  usedHash: Buffer,
  { accessHash, accessExpiresAt, refreshHash, expiresAt }: TokenPair,
  now: Date,
): Promise<void> {
  await AuthRefreshTokenModel.query(trx).findById(usedHash).patch({ usedAt: now });
  await AuthRefreshTokenModel.query(trx).insert({
    tokenHash: refreshHash,
    sessionId,
    expiresAt,
  });
  await SessionModel.query(trx)
    .findById(sessionId)
    .patch({ accessHash, accessExpiresAt, expiresAt, lastSeenAt: now });
}

/** Ends sessions that have not ended yet; gives their ids. */
export async function endSessions(
  db: Knex,
  which:
    | { readonly id: string }
    | { readonly userId: string; readonly except?: string | undefined },
  because: SessionEnd,
): Promise<readonly string[]> {
  const query = SessionModel.query(db).whereNull('endedAt');
  if ('id' in which) query.where({ id: which.id });
  else {
    query.where({ userId: which.userId });
    if (which.except !== undefined) query.whereNot({ id: which.except });
  }
  const ended = await query
    .patch({ endedAt: db.raw('now()') as unknown as Date, endedBecause: because })
    .returning('id');
  return ended.map(({ id }) => id);
}

/** Forgets sessions that ended, or were not used, so many days ago, with their tokens; gives their number. */
export async function forgetSessions(db: Knex, days: number): Promise<number> {
  return db('identity.sessions')
    .whereRaw("least(ended_at, expires_at) < now() - ? * interval '1 day'", [days])
    .delete();
}
