import { randomUUID } from 'node:crypto';
import type { AuthMode } from '@atelier/domain/identity/mode.ts';
import type { Change } from '@atelier/domain/kernel/change.ts';
import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Knex } from 'knex';
import type { Identify } from '../kernel/context.ts';
import { type Cookies, createCookies } from './cookies.ts';
import { createIdentify, replyKey } from './identify.ts';
import { createKnownCallers } from './known-callers.ts';
import type { Mailer } from './mail.ts';
import { createSessionEnds } from './session-ends.ts';

export interface IdentitySettings {
  readonly mode: AuthMode;
  /** 32 bytes that this house alone knows. */
  readonly secret: Buffer;
  /** Where people reach the house, without a path at the end; for links, and for how cookies travel. */
  readonly publicUrl: string;
  /** Sends links; left out where no mail goes out. */
  readonly mailer?: Mailer | undefined;
}

/** Who is there: one for the process. */
export interface Identity extends IdentitySettings {
  readonly cookies: Cookies;
  readonly identify: Identify;
  /** Prepares the server for it, before any route. */
  register(app: FastifyInstance): Promise<void>;
  /** A page is sent: a browser that has no device yet gets one, where it is a guest. */
  welcome(request: FastifyRequest, reply: FastifyReply): void;
  /** What is heard of all processes. */
  changed(change: Change): void;
  hearing(isSo: boolean): void;
  close(): void;
}

/** A device is remembered for so long after its last visit. */
const deviceMs = 400 * 24 * 60 * 60_000;

export function openIdentity(db: Knex, settings: IdentitySettings): Identity {
  const { mode, secret, publicUrl } = settings;
  const cookies = createCookies({ secret, secure: publicUrl.startsWith('https:') });
  const known = createKnownCallers({ isLasting: mode !== 'team' });
  const ends = createSessionEnds();
  return {
    ...settings,
    cookies,
    identify: createIdentify({ db, mode, cookies, known, ends }),
    async register(app) {
      await app.register(fastifyCookie);
      app.decorateRequest(replyKey);
      app.addHook('onRequest', (request, reply, done) => {
        request.setDecorator(replyKey, reply);
        done();
      });
    },
    welcome(request, reply) {
      if (mode === 'local') cookies.untell(reply, 'mode');
      else cookies.tell(reply, 'mode', mode);
      if (mode === 'team') return;
      const device = cookies.readSigned(request, 'device') ?? randomUUID();
      cookies.setSigned(reply, 'device', device, new Date(Date.now() + deviceMs));
    },
    changed(change) {
      known.changed(change);
      ends.changed(change);
    },
    hearing: known.hearing,
    close: ends.close,
  };
}
