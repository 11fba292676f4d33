import { ensureGuest, ensureOwner } from '@atelier/db/identity/guest-writes.ts';
import type { SessionModel } from '@atelier/db/identity/models/session.ts';
import {
  apiTokenByHash,
  sessionByAccess,
  sessionById,
} from '@atelier/db/identity/session-reads.ts';
import { noteAccessUse, prolongSession } from '@atelier/db/identity/session-writes.ts';
import { noteTokenUse } from '@atelier/db/identity/token-writes.ts';
import { findUser } from '@atelier/db/identity/user-reads.ts';
import { isUnavailable } from '@atelier/db/kernel/database-errors.ts';
import { type Actor, nobody } from '@atelier/domain/identity/actor.ts';
import type { AuthMode } from '@atelier/domain/identity/mode.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Knex } from 'knex';
import type { Caller, Identify } from '../kernel/context.ts';
import { actorOf, asAnybody } from './actor-of-user.ts';
import { clientOf, forgetSession, replyKey, setSessionCookies } from './client.ts';
import type { Cookies } from './cookies.ts';
import { type KnownCaller, type KnownCallers, keptMs } from './known-callers.ts';
import type { SessionEnds } from './session-ends.ts';
import { endOfSession, refreshSession } from './sessions.ts';
import { hashOf, isOfKind } from './tokens.ts';

export interface IdentifyOptions {
  readonly db: Knex;
  readonly mode: AuthMode;
  readonly cookies: Cookies;
  readonly known: KnownCallers;
  readonly ends: SessionEnds;
  /** Is told of a session that was ended because an old token of it was shown. */
  readonly onReuse: (session: { readonly sessionId: string; readonly userId: string }) => void;
}

/**
 * Says who made a request: by an `Authorization: Bearer` token; else, where people sign in, by the cookies of
 * their session, whose tokens are exchanged on the way when they are due; else by the device cookie of a guest,
 * and for a program without any the owner.
 */
export function createIdentify({
  db,
  mode,
  cookies,
  known,
  ends,
  onReuse,
}: IdentifyOptions): Identify {
  const byToken = async (token: string): Promise<KnownCaller> => {
    const found = await known.find(token, async () => {
      if (isOfKind(token, 'api')) return callerOfApiToken(db, mode, token);
      // Sessions are of people who signed in; a browser's token is good in its cookie alone.
      return mode === 'team' && isOfKind(token, 'bearer') ? callerOfBearer(db, token) : undefined;
    });
    if (found === undefined) throw kernelError('ERR_UNAUTHENTICATED');
    return found;
  };

  const bySession = async (request: FastifyRequest): Promise<KnownCaller> => {
    const access = cookies.read(request, 'access');
    const found =
      access !== undefined && isOfKind(access, 'access')
        ? await known.find(access, () => callerOfAccess(db, access))
        : undefined;
    if (found !== undefined) return found;
    const refresh = cookies.read(request, 'refresh');
    if (refresh === undefined) return stranger;
    const reply = request.getDecorator<FastifyReply>(replyKey);
    const refreshed = await refreshSession(db, refresh);
    if (refreshed.kind === 'rotated') setSessionCookies(cookies, reply, refreshed.tokens);
    if (refreshed.kind === 'reused') onReuse(refreshed);
    if (refreshed.kind === 'rotated' || refreshed.kind === 'just-used') {
      const session = await sessionById(db, refreshed.sessionId);
      const caller = session && (await callerOfSession(db, session));
      if (caller !== undefined) return caller;
    }
    // An unknown one may be from before a sign-in that the browser has an answer to by now, which stands.
    if (refreshed.kind !== 'unknown') forgetSession(cookies, reply);
    return stranger;
  };

  /** Whom devices were, for pages that are opened while the database is away: they show that it is. */
  const guests = new Map<string, KnownCaller>();
  const asGuest = async (request: FastifyRequest): Promise<KnownCaller> => {
    const device = cookies.readSigned(request, 'device');
    const key = device ?? 'owner';
    try {
      const found = await known.find(key, () => callerOfDevice(db, device));
      if (guests.size < guestsAtMost && found !== undefined) guests.set(key, found);
      return found ?? stranger;
    } catch (error) {
      const last = guests.get(key);
      if (last === undefined || !isUnavailable(error)) throw error;
      return last;
    }
  };

  const untilEnd =
    ({ actor, sessionId }: KnownCaller, request: FastifyRequest): Caller['untilEnd'] =>
    (signal) => {
      if (mode !== 'team') return signal;
      const token = bearerToken(request);
      const rights = rightsOf(actor);
      return ends.follow(signal, sessionId, async () => {
        if (sessionId === null && token === undefined) return false;
        const caller =
          sessionId !== null
            ? await usableSession(db, sessionId)
            : await callerOfApiToken(db, mode, token ?? '');
        // With other rights it has to begin anew, which clients do by themselves.
        return caller === undefined || rightsOf(caller.actor) !== rights;
      });
    };

  return async (request) => {
    const token = bearerToken(request);
    const caller =
      token !== undefined
        ? await byToken(token)
        : mode === 'team'
          ? await bySession(request)
          : await asGuest(request);
    const client = clientOf(request, cookies);
    return { ...caller, untilEnd: untilEnd(caller, request), client };
  };
}

/**
 * The token of an `Authorization: Bearer` header. Another scheme is somebody else's, such as a proxy's that asks
 * for a password of its own. Throws `ERR_UNAUTHENTICATED` for a token that cannot be one.
 */
function bearerToken({ headers: { authorization } }: FastifyRequest): string | undefined {
  if (authorization === undefined || !/^Bearer(?:$|\s)/i.test(authorization)) return undefined;
  const token = /^Bearer +([\w.~+/=-]{1,500})$/i.exec(authorization)?.[1];
  if (token === undefined) throw kernelError('ERR_UNAUTHENTICATED');
  return token;
}

const guestsAtMost = 1000;

const stranger: KnownCaller = { actor: nobody, sessionId: null, provedAt: null };

type Found = (KnownCaller & { readonly until?: number }) | undefined;

async function callerOfDevice(db: Knex, device: string | undefined): Promise<Found> {
  const user = device === undefined ? await ensureOwner(db) : await ensureGuest(db, device);
  if (!user.isActive) return undefined;
  return { actor: asAnybody(user), sessionId: null, provedAt: 'not-asked' };
}

async function callerOfAccess(db: Knex, access: string): Promise<Found> {
  const session = await sessionByAccess(db, hashOf(access));
  if (session === undefined || session.accessExpiresAt.getTime() <= Date.now()) return undefined;
  const caller = await callerOfSession(db, session);
  if (caller !== undefined && session.accessUsedAt === null) await noteAccessUse(db, session);
  return caller && { ...caller, until: session.accessExpiresAt.getTime() };
}

/** So often it is noted that a program uses its session. */
const notedMs = 10 * 60_000;

async function callerOfBearer(db: Knex, token: string): Promise<Found> {
  const session = await sessionByAccess(db, hashOf(token));
  const now = new Date();
  if (session === undefined || session.accessExpiresAt <= now) return undefined;
  const caller = await callerOfSession(db, session);
  if (caller !== undefined && now.getTime() - session.lastSeenAt.getTime() >= notedMs) {
    const expiresAt = endOfSession(session.createdAt, now);
    await prolongSession(db, session.id, now, expiresAt);
  }
  return caller && { ...caller, until: session.accessExpiresAt.getTime() };
}

async function callerOfSession(
  db: Knex,
  { id, userId, provedAt }: SessionModel,
): Promise<KnownCaller | undefined> {
  const user = await findUser(db, userId);
  if (user === undefined || !user.isActive) return undefined;
  const shown = provedAt?.getTime() ?? null;
  return { actor: await actorOf(db, user), sessionId: id, provedAt: shown };
}

/** Where nobody signs in, within its limits a token may do what everybody may who comes without one. */
async function callerOfApiToken(db: Knex, mode: AuthMode, token: string): Promise<Found> {
  const found = await apiTokenByHash(db, hashOf(token));
  if (found === undefined) return undefined;
  const { id, userId, access, areas, expiresAt } = found;
  if (expiresAt !== null && expiresAt.getTime() <= Date.now()) return undefined;
  const user = await findUser(db, userId);
  if (user === undefined || !user.isActive) return undefined;
  await noteTokenUse(db, id);
  const its = mode === 'team' ? await actorOf(db, user) : asAnybody(user);
  // Wherever it is: that it is used has to be noted, and that it was revoked may not be heard.
  const until = Math.min(expiresAt?.getTime() ?? Number.POSITIVE_INFINITY, Date.now() + keptMs);
  const actor = { ...its, limits: { access, areas } };
  return { actor, sessionId: null, provedAt: null, until };
}

async function usableSession(db: Knex, id: string): Promise<KnownCaller | undefined> {
  const session = await sessionById(db, id);
  return session && session.expiresAt.getTime() > Date.now()
    ? callerOfSession(db, session)
    : undefined;
}

/** The same for the same rights at this moment. */
function rightsOf({ grants }: Actor): string {
  const now = Date.now();
  const live = grants.filter(({ expiresAt }) => expiresAt === null || now < expiresAt);
  return live
    .map(({ role, scope }) => JSON.stringify([role, scope]))
    .sort()
    .join();
}
