import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client, SessionTokens } from '../kernel/client.ts';
import type { Cookies } from './cookies.ts';

/** Where a request keeps the reply on which cookies are set. */
export const replyKey = 'identityReply';

/** A browser is remembered for so long after its last sign-in. */
const markMs = 400 * 24 * 60 * 60_000;
/** Of so many users at the most, the latest ones: a cookie has little room. */
const usersAtMost = 8;

/** The browser or program that made a request, and what is set in it with the answer. */
export function clientOf(request: FastifyRequest, cookies: Cookies): Client {
  const reply = () => request.getDecorator<FastifyReply>(replyKey);
  const marked = () => {
    const [mark, ...users] = (cookies.readSigned(request, 'known') ?? '').split('.');
    return { mark: mark === '' ? undefined : mark, users };
  };
  const mark = (userId: string) => {
    const known = marked();
    const others = known.users.filter((each) => each !== userId).slice(0, usersAtMost - 1);
    const value = [known.mark ?? randomBytes(16).toString('base64url'), userId, ...others];
    cookies.setSigned(reply(), 'known', value.join('.'), new Date(Date.now() + markMs));
  };
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    guestDevice: () => cookies.readSigned(request, 'device'),
    markFor(userId) {
      const known = marked();
      return known.users.includes(userId) ? known.mark : undefined;
    },
    mark,
    giveSession(userId, tokens) {
      setSessionCookies(cookies, reply(), tokens);
      // Whether they still are is for the server to say.
      cookies.tell(reply(), 'user', userId, new Date(Date.now() + markMs));
      mark(userId);
    },
    takeSession: () => forgetSession(cookies, reply()),
    takeGuestDevice: () => cookies.clear(reply(), 'device'),
  };
}

/** The browser has no session any more. */
export function forgetSession(cookies: Cookies, reply: FastifyReply): void {
  cookies.clear(reply, 'access', 'refresh');
  cookies.untell(reply, 'user');
}

/** Gives the browser the tokens of its session. */
export function setSessionCookies(
  cookies: Cookies,
  reply: FastifyReply,
  { access, refresh, expiresAt }: SessionTokens,
): void {
  cookies.set(reply, 'access', access, expiresAt);
  cookies.set(reply, 'refresh', refresh, expiresAt);
}
