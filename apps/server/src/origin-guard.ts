import { isIP } from 'node:net';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';

type Headers = FastifyRequest['headers'];

export interface OriginGuardSettings {
  /** The name or address that we listen on: whoever set it calls us by it. */
  readonly host?: string;
  readonly allowedOrigins: readonly string[];
}

/**
 * Refuses requests that a foreign page made: those whose `Host` is a name that is not ours (a name can
 * be pointed at us: DNS rebinding; an address cannot), those whose `Origin` is neither the host that
 * was called nor allowed, and those without an `Origin` of which the browser says that another site
 * had them made (`<img>`, `no-cors`). Following a link to us is no such request.
 */
export function registerOriginGuard(app: FastifyInstance, settings: OriginGuardSettings): void {
  const { allowedOrigins, host: ownHost = 'localhost' } = settings;
  const allowedHosts = new Set(allowedOrigins.map((origin) => new URL(origin).host));
  app.addHook('onRequest', async ({ headers }) => {
    const host = (headers.host ?? '').toLowerCase();
    if (!isOurHost(host, ownHost.toLowerCase()) && !allowedHosts.has(host)) {
      throw kernelError('ERR_ORIGIN_REFUSED');
    }
    const { origin } = headers;
    if (isAllowedOrigin(origin, allowedOrigins)) return;
    if (origin === undefined ? isForeign(headers) : hostOf(origin) !== host) {
      throw kernelError('ERR_ORIGIN_REFUSED');
    }
  });
}

export function isAllowedOrigin(
  origin: string | undefined,
  allowedOrigins: readonly string[],
): boolean {
  return origin !== undefined && allowedOrigins.includes(origin);
}

/** `localhost`, IP addresses and the name that we listen on, with any port. */
function isOurHost(host: string, ownHost: string): boolean {
  const name = host.replace(/:\d{1,5}$/, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === ownHost ||
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

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
