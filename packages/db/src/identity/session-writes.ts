import type { ProofKind } from '@atelier/domain/identity/proof.ts';
import type { Knex } from 'knex';
import { newId } from '../kernel/new-id.ts';
import { AuthRefreshTokenModel } from './models/auth-refresh-token.ts';
import { SessionModel } from './models/session.ts';

/** The hash of the token that requests come with, and until when it is good. */
export interface AccessHash {
  readonly accessHash: Buffer;
  readonly accessExpiresAt: Date;
  /** Of the session: by then it has to be used. */
  readonly expiresAt: Date;
}

/** With that of the token it is exchanged by. */
export interface TokenPair extends AccessHash {
  readonly refreshHash: Buffer;
}

/** Why a session ended. */
export type SessionEnd =
  | 'signed_out'
  | 'signed_out_elsewhere'
  | 'password_changed'
  | 'deactivated'
  | 'token_reused';

/** Somebody showed who they are. */
export interface SessionProof {
  readonly at: Date;
  readonly by: ProofKind;
  /** Whether it may go under a signature. */
  readonly maySign: boolean;
}

export interface NewSession {
  readonly userId: string;
  readonly device: string;
  /** Of whoever opens it; null where they did not show who they are. */
  readonly proof: SessionProof | null;
}

/** Opens a session; gives its id. */
export async function openSession(
  trx: Knex,
  { proof, ...session }: NewSession,
  { accessHash, accessExpiresAt, expiresAt }: AccessHash,
): Promise<string> {
  const id = newId();
  const tokens = { accessHash, accessExpiresAt, expiresAt };
  const proved = proof === null ? {} : columnsOf(proof);
  await SessionModel.query(trx).insert({ id, ...session, ...tokens, ...proved });
  return id;
}

/** Notes that whoever has a session has shown who they are. */
export async function noteProof(trx: Knex, id: string, proof: SessionProof): Promise<void> {
  await SessionModel.query(trx).findById(id).patch(columnsOf(proof));
}

function columnsOf({ at, by, maySign }: SessionProof) {
  return { provedAt: at, provedBy: by, proofMaySign: maySign };
}

/** Adds the token by which those of a session are exchanged. */
export async function addRefreshToken(
  trx: Knex,
  sessionId: string,
  { refreshHash, expiresAt }: TokenPair,
): Promise<void> {
  await AuthRefreshTokenModel.query(trx).insert({ tokenHash: refreshHash, sessionId, expiresAt });
}

/**
 * The session that a refresh token belongs to, both locked, and whether the token was exchanged last, for one
 * that nobody has ever come with; undefined for a token that nobody gave out.
 */
export async function lockRefreshToken(trx: Knex.Transaction, tokenHash: Buffer) {
  const known = await AuthRefreshTokenModel.query(trx).findById(tokenHash);
  if (known === undefined) return undefined;
  // The session first, in the order of all who lock both: and what is read behind it is the latest.
  const session = await SessionModel.query(trx).findById(known.sessionId).forUpdate();
  const token = await AuthRefreshTokenModel.query(trx).findById(tokenHash).forUpdate();
  if (session === undefined || token === undefined) return undefined;
  const later = await AuthRefreshTokenModel.query(trx)
    .where({ sessionId: session.id })
    .where('usedAt', '>', token.usedAt ?? session.createdAt)
    .first();
  const answerWasLost =
    token.usedAt !== null && session.accessUsedAt === null && later === undefined;
  return { token, session, answerWasLost };
}

/** Exchanges a refresh token for the next one; one that it was exchanged for before, in vain, is good no more. */
export async function rotateTokens(
  trx: Knex.Transaction,
  sessionId: string,
  usedHash: Buffer,
  pair: TokenPair,
  now: Date,
): Promise<void> {
  const { accessHash, accessExpiresAt, expiresAt } = pair;
  await AuthRefreshTokenModel.query(trx)
    .where({ sessionId })
    .where((which) => which.whereNull('usedAt').orWhere({ tokenHash: usedHash }))
    .patch({ usedAt: now });
  await addRefreshToken(trx, sessionId, pair);
  await SessionModel.query(trx)
    .findById(sessionId)
    .patch({ accessHash, accessExpiresAt, expiresAt, lastSeenAt: now, accessUsedAt: null });
}

/** Notes that a request came with the tokens that were given out last. */
export async function noteAccessUse(db: Knex, { id, accessHash }: SessionModel): Promise<void> {
  await SessionModel.query(db)
    .where({ id, accessHash })
    .whereNull('accessUsedAt')
    .patch({ accessUsedAt: db.raw('now()') as unknown as Date });
}

/** Notes that a program uses its session, which therefore stays open. */
export async function prolongSession(db: Knex, id: string, now: Date, expiresAt: Date) {
  await SessionModel.query(db)
    .findById(id)
    .patch({ lastSeenAt: now, accessExpiresAt: expiresAt, expiresAt });
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

/**
 * Forgets refresh tokens that expired so many days ago; gives their number. One that was exchanged stays until then:
 * whoever shows it after all is a thief, or was robbed by one.
 */
export async function forgetRefreshTokens(db: Knex, days: number): Promise<number> {
  return db('identity.auth_refresh_tokens')
    .whereRaw("expires_at < now() - ? * interval '1 day'", [days])
    .delete();
}
