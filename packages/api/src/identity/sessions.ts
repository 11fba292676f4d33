import {
  addRefreshToken,
  endSessions,
  lockRefreshToken,
  openSession,
  rotateTokens,
  type SessionProof,
  type TokenPair,
} from '@atelier/db/identity/session-writes.ts';
import { inTransaction } from '@atelier/db/kernel/transaction.ts';
import type { ProofKind } from '@atelier/domain/identity/proof.ts';
import type { Knex } from 'knex';
import type { SessionTokens } from '../kernel/client.ts';
import { hashOf, newToken } from './tokens.ts';

const dayMs = 24 * 60 * 60_000;

/** How long a session, and each of its tokens, is good. */
export const sessionTimes = {
  accessMs: 10 * 60_000,
  /** Without any use. */
  idleMs: 14 * dayMs,
  /** However much it is used: then whoever has it signs in again. */
  longestMs: 30 * dayMs,
  /** Requests that were on their way with the old token when it was exchanged. */
  graceMs: 10_000,
  /** So far processes' clocks are apart: what was used later than that was used before a clock was set back. */
  skewMs: 5_000,
} as const;

/** When a session ends that began and was used then. */
export function endOfSession(beganAt: Date, usedAt: Date): Date {
  const { idleMs, longestMs } = sessionTimes;
  return new Date(Math.min(usedAt.getTime() + idleMs, beganAt.getTime() + longestMs));
}

function newPair(
  beganAt: Date,
  now: Date,
): { readonly tokens: SessionTokens; readonly pair: TokenPair } {
  const access = newToken('access');
  const refresh = newToken('refresh');
  const expiresAt = endOfSession(beganAt, now);
  const accessMs = Math.min(now.getTime() + sessionTimes.accessMs, expiresAt.getTime());
  return {
    tokens: { access: access.token, refresh: refresh.token, expiresAt },
    pair: {
      accessHash: access.hash,
      accessExpiresAt: new Date(accessMs),
      refreshHash: refresh.hash,
      expiresAt,
    },
  };
}

interface SessionOf {
  readonly userId: string;
  readonly device: string;
}

/**
 * Opens a session in a browser. What somebody signed in with says that they came, and not what they sign.
 *
 * @param proof with the password, unless told; null for whoever did not show who they are: a provider may let people in
 * whom it knows from before
 */
export async function beginSession(
  trx: Knex,
  of: SessionOf,
  proof: SessionProof | null = proofNow('password', false),
): Promise<{ readonly sessionId: string; readonly tokens: SessionTokens }> {
  const now = new Date();
  const { tokens, pair } = newPair(now, now);
  const sessionId = await openSession(trx, { ...of, proof }, pair);
  await addRefreshToken(trx, sessionId, pair);
  return { sessionId, tokens };
}

/** Somebody has just shown who they are. */
export function proofNow(by: ProofKind, maySign: boolean): SessionProof {
  return { at: new Date(), by, maySign };
}

/** The same for a program, which has one token for as long as its session, and signs in for what it does then. */
export async function beginBearerSession(
  trx: Knex,
  of: SessionOf,
  by: ProofKind = 'password',
): Promise<{ readonly sessionId: string; readonly token: string }> {
  const { token, hash } = newToken('bearer');
  const now = new Date();
  const expiresAt = endOfSession(now, now);
  const access = { accessHash: hash, accessExpiresAt: expiresAt, expiresAt };
  const proof = proofNow(by, true);
  return { sessionId: await openSession(trx, { ...of, proof }, access), token };
}

/** What became of a refresh token that was shown. */
export type Refreshed =
  /** It was exchanged; the browser gets the next ones. */
  | { readonly kind: 'rotated'; readonly sessionId: string; readonly tokens: SessionTokens }
  /** Another request of the same browser has just exchanged it: this one counts, and gets nothing new. */
  | { readonly kind: 'just-used'; readonly sessionId: string }
  /** It was exchanged before and what it was exchanged for is in use, so somebody has a copy: the session was ended. */
  | { readonly kind: 'reused'; readonly sessionId: string; readonly userId: string }
  /** Nobody gave it out, or its session is over. */
  | { readonly kind: 'unknown' };

/**
 * Exchanges a refresh token for the next pair. An old one whose successor no request ever came with is
 * exchanged again: the answer that brought the successor was lost, as when a laptop was closed. What was lost
 * counts as used then, so whoever shows it after all ends the session.
 */
export function refreshSession(db: Knex, token: string, now = new Date()): Promise<Refreshed> {
  const hash = hashOf(token);
  return inTransaction(db, async (trx) => {
    const found = await lockRefreshToken(trx, hash);
    if (found === undefined || found.session.endedAt !== null || found.session.expiresAt <= now) {
      return { kind: 'unknown' };
    }
    const { id: sessionId, userId } = found.session;
    const { usedAt } = found.token;
    if (usedAt !== null && isJust(now.getTime() - usedAt.getTime())) {
      return { kind: 'just-used', sessionId };
    }
    if (usedAt === null || found.answerWasLost) {
      const { tokens, pair } = newPair(found.session.createdAt, now);
      await rotateTokens(trx, sessionId, hash, pair, now);
      return { kind: 'rotated', sessionId, tokens };
    }
    await endSessions(trx, { id: sessionId }, 'token_reused');
    return { kind: 'reused', sessionId, userId };
  });
}

function isJust(ageMs: number): boolean {
  return ageMs >= -sessionTimes.skewMs && ageMs <= sessionTimes.graceMs;
}
