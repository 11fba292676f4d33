import { isIP } from 'node:net';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { missingOrigins } from './missing-origins.ts';

type Headers = FastifyRequest['headers'];

export interface OriginGuardSettings {
  /** The name or address that we listen on: whoever set it calls us by it. */
  readonly host?: string;
  /** What `ALLOWED_ORIGINS` says. */
  readonly allowedOrigins: readonly string[];
}

/** So many different refusals are logged in an hour: whoever makes up names fills no disk. */
const loggedAtMost = 100;
const hourMs = 60 * 60 * 1000;

/**
 * Refuses requests made by a foreign page: those whose `Host` is a name that is not ours (a name can be
 * pointed at us by DNS rebinding; an address cannot), those whose `Origin` is neither the host that was
 * called nor allowed, and those without an `Origin` that the browser marks as caused by another site
 * (`<img>`, `no-cors`). Following a link to us is not such a request.
 *
 * The host name of an allowed origin counts as ours with any port or none, since proxies pass it on either
 * way: rebinding needs a name of the attacker's, and this one is not. A refusal says what would allow the
 * request, in its `details` and, once an hour, in the log.
 */
export function registerOriginGuard(app: FastifyInstance, settings: OriginGuardSettings): void {
  const { allowedOrigins, host: ownHost = 'localhost' } = settings;
  const ourNames = new Set([ownHost.toLowerCase(), ...allowedOrigins.map(hostOf).map(nameOf)]);
  const isNews = oncePerHour();

  app.addHook('onRequest', ({ headers, log }, _reply, done) => {
    const host = (headers.host ?? '').toLowerCase();
    const { origin } = headers;
    const isOurs = isOurName(nameOf(host), ourNames);
    const mayCall =
      origin === undefined
        ? !isForeign(headers)
        : isAllowedOrigin(origin, allowedOrigins) || hostOf(origin) === host;
    if (isOurs && mayCall) return done();

    const value = missingOrigins({ host: isOurs ? undefined : host, origin }, allowedOrigins);
    const advice = { setting: 'ALLOWED_ORIGINS', ...(value === '' ? {} : { value }) };
    if (isNews(value)) log.warn(advice, 'refused a request: its Host or Origin is not one of ours');
    done(kernelError('ERR_ORIGIN_REFUSED', advice));
  });
}

/**
 * Whether a value is to be logged now: each once an hour, and not too many. After an hour all are logged
 * again, so that invented names cannot hide a real one for good.
 */
function oncePerHour(): (value: string) => boolean {
  const logged = new Set<string>();
  let since = Number.NEGATIVE_INFINITY;
  return (value) => {
    const now = performance.now();
    if (now - since >= hourMs) {
      since = now;
      logged.clear();
    }
    if (logged.has(value) || logged.size >= loggedAtMost) return false;
    logged.add(value);
    return true;
  };
}

export function isAllowedOrigin(
  origin: string | undefined,
  allowedOrigins: readonly string[],
): boolean {
  return origin !== undefined && allowedOrigins.includes(origin);
}

/** `localhost`, IP addresses, the name that we listen on, and those of allowed origins. */
function isOurName(name: string, ourNames: ReadonlySet<string>): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    ourNames.has(name) ||
    isIP(name.replace(/^\[|\]$/g, '')) !== 0
  );
}

/** Browsers say so by themselves, and no page can make them say otherwise. */
function isForeign({ 'sec-fetch-site': site, 'sec-fetch-mode': mode, ...more }: Headers): boolean {
  if (site !== 'cross-site') return false;
  // A page in a frame is navigated to as well, but nobody followed a link.
  const framed = ['iframe', 'frame', 'embed', 'object'].includes(String(more['sec-fetch-dest']));
  return mode !== 'navigate' || framed;
}

/** A `Host` without its port. */
function nameOf(host: string): string {
  return host.replace(/:\d{1,5}$/, '');
}

/** The `Host` of an origin; nothing of `null` and of what is none. */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}
