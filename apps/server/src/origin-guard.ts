import { isIP } from 'node:net';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { FastifyInstance } from 'fastify';

/**
 * Refuses requests that a foreign page made: those whose `Host` is a name that is not ours (a name can
 * be pointed at us: DNS rebinding; an address cannot), and those whose `Origin` is neither the host
 * that was called nor allowed.
 */
export function registerOriginGuard(app: FastifyInstance, allowedOrigins: readonly string[]): void {
  const allowedHosts = new Set(allowedOrigins.map((origin) => new URL(origin).host));
  app.addHook('onRequest', async ({ headers }) => {
    const host = headers.host ?? '';
    if (!isOurHost(host) && !allowedHosts.has(host)) throw kernelError('ERR_ORIGIN_REFUSED');
    const { origin } = headers;
    if (origin === undefined || isAllowedOrigin(origin, allowedOrigins)) return;
    if (hostOf(origin) !== host.toLowerCase()) throw kernelError('ERR_ORIGIN_REFUSED');
  });
}

export function isAllowedOrigin(
  origin: string | undefined,
  allowedOrigins: readonly string[],
): boolean {
  return origin !== undefined && allowedOrigins.includes(origin);
}

/** `localhost` and IP addresses, with any port. */
function isOurHost(host: string): boolean {
  const name = host.replace(/:\d{1,5}$/, '').toLowerCase();
  return (
    name === 'localhost' || name.endsWith('.localhost') || isIP(name.replace(/^\[|\]$/g, '')) !== 0
  );
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
