import { type CookieSerializeOptions, Signer } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What we keep in a browser. No script reads any of it. */
type CookieName = 'access' | 'refresh' | 'device' | 'known' | 'provider';

/** What its scripts may read: how people come in here, and who did. Nothing is believed of it. */
type OpenCookieName = 'mode' | 'user';

export interface CookieSettings {
  /** Signs what a browser could make up itself; 32 bytes. */
  readonly secret: Buffer;
  /** Whether browsers reach us by HTTPS: then no cookie goes over anything else, nor to another host. */
  readonly secure: boolean;
}

/** Reads and sets our cookies. */
export function createCookies({ secret, secure }: CookieSettings) {
  const signer = new Signer(secret);
  const options: CookieSerializeOptions = {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
  };
  const prefix = `${secure ? '__Host-' : ''}atelier-`;
  const nameOf = (name: CookieName) => prefix + name;

  /** What stands before the value when it is signed: under another name it is good for nothing. */
  const signedAs = (name: CookieName) => `${name}=`;

  return {
    read({ cookies }: FastifyRequest, name: CookieName): string | undefined {
      return cookies[nameOf(name)];
    },
    /** The value of a cookie that we signed; undefined for one that somebody else made. */
    readSigned({ cookies }: FastifyRequest, name: CookieName): string | undefined {
      const signed = cookies[nameOf(name)];
      // Programs have none: there is nothing to compute a signature of.
      if (signed === undefined) return undefined;
      const { valid, value } = signer.unsign(signedAs(name) + signed);
      return valid ? value?.slice(signedAs(name).length) : undefined;
    },
    set(reply: FastifyReply, name: CookieName, value: string, expires: Date): void {
      reply.setCookie(nameOf(name), value, { ...options, expires });
    },
    setSigned(reply: FastifyReply, name: CookieName, value: string, expires: Date): void {
      const signed = signer.sign(signedAs(name) + value).slice(signedAs(name).length);
      reply.setCookie(nameOf(name), signed, { ...options, expires });
    },
    tell(reply: FastifyReply, name: OpenCookieName, value: string, expires?: Date): void {
      const open = { ...options, httpOnly: false, ...(expires && { expires }) };
      reply.setCookie(`atelier-${name}`, value, open);
    },
    untell(reply: FastifyReply, name: OpenCookieName): void {
      reply.clearCookie(`atelier-${name}`, options);
    },
    clear(reply: FastifyReply, ...names: readonly CookieName[]): void {
      for (const name of names) reply.clearCookie(nameOf(name), options);
    },
  };
}

export type Cookies = ReturnType<typeof createCookies>;
