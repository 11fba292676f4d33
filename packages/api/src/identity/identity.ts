import { randomUUID } from 'node:crypto';
import { noteVisit } from '@atelier/db/identity/guest-writes.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import type { AuthMode } from '@atelier/domain/identity/mode.ts';
import type { Change } from '@atelier/domain/kernel/change.ts';
import fastifyCookie from '@fastify/cookie';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Knex } from 'knex';
import type { Identify } from '../kernel/context.ts';
import { replyKey } from './client.ts';
import { type Cookies, createCookies } from './cookies.ts';
import { createIdentify } from './identify.ts';
import { createKnownCallers } from './known-callers.ts';
import { createMailer, type Mailer, type MailSettings, noMailer } from './mail.ts';
import { createPasswords, type Passwords } from './passwords.ts';
import { createProvider, type Provider, type ProviderSettings } from './provider.ts';
import { recordReuse } from './record-reuse.ts';
import { createSessionEnds } from './session-ends.ts';

export interface IdentitySettings {
  readonly mode: AuthMode;
  /** 32 bytes that this house alone knows. */
  readonly secret: Buffer;
  /** Where people reach the house, without a path at the end; for links, and for how cookies travel. */
  readonly publicUrl: string;
  /** Whether whoever comes may make an account; only by invitation unless told. */
  readonly registration?: 'invitation' | 'open' | undefined;
  /** Left out where no mail can be sent. */
  readonly mail?: MailSettings | undefined;
  /** Left out where people sign in with passwords alone. */
  readonly oidc?: ProviderSettings | undefined;
}

/** Who is there: one for the process. */
export interface Identity extends IdentitySettings {
  readonly cookies: Cookies;
  readonly passwords: Passwords;
  readonly mailer: Mailer;
  /** Undefined where there is none, or nobody signs in. */
  readonly provider: Provider | undefined;
  readonly identify: Identify;
  /** Does in the background what nobody is to wait for, such as looking for an account; failures are logged. */
  later(work: () => Promise<void>): void;
  /** Prepares the server for it, before any route. */
  register(app: FastifyInstance): Promise<void>;
  /** A page is sent: a browser that has no device yet gets one, where it is a guest. */
  welcome(request: FastifyRequest, reply: FastifyReply): void;
  /** What is heard of all processes. */
  changed(change: Change): void;
  hearing(isSo: boolean): void;
  /** When all that was to be done in the background is done. */
  close(): Promise<void>;
}

/** A device is remembered for so long after its last visit. */
const deviceMs = 400 * 24 * 60 * 60_000;

export function openIdentity(db: Knex, settings: IdentitySettings): Identity {
  const { mode, secret, publicUrl, mail, oidc } = settings;
  const cookies = createCookies({ secret, secure: publicUrl.startsWith('https:') });
  const known = createKnownCallers({ isLasting: mode !== 'team' });
  const ends = createSessionEnds();
  const notifier = createNotifier(db);
  const underWay = new Set<Promise<void>>();
  let log: FastifyBaseLogger | undefined;
  const mailer =
    mail === undefined
      ? noMailer
      : createMailer(mail, (failure) => log?.error(failure, 'a message was not sent'));
  const changed = (change: Change) => {
    known.changed(change);
    ends.changed(change);
  };
  const later = (work: () => Promise<void>) => {
    const done = work().catch((error: unknown) =>
      log?.error({ err: error }, 'what was to be done in the background was not done'),
    );
    underWay.add(done);
    void done.finally(() => underWay.delete(done));
  };
  const onReuse = (session: { readonly sessionId: string; readonly userId: string }) => {
    const change = { area: 'identity', entity: 'session', ids: [session.sessionId] };
    changed(change);
    notifier.notify(change);
    later(() => recordReuse(db, session));
  };

  return {
    ...settings,
    cookies,
    passwords: createPasswords(),
    mailer,
    provider:
      oidc === undefined || mode !== 'team'
        ? undefined
        : createProvider(oidc, `${publicUrl}/api/auth/oidc/callback`),
    identify: createIdentify({ db, mode, cookies, known, ends, onReuse }),
    later,
    async register(app) {
      log = app.log;
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
      const known = cookies.readSigned(request, 'device');
      if (known !== undefined) later(() => noteVisit(db, known));
      const device = known ?? randomUUID();
      cookies.setSigned(reply, 'device', device, new Date(Date.now() + deviceMs));
    },
    changed,
    hearing(isSo) {
      known.hearing(isSo);
      ends.hearing(isSo);
    },
    async close() {
      ends.close();
      await Promise.all(underWay);
      await mailer.close();
      await notifier.flush();
    },
  };
}
