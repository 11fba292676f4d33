import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/**
 * Helmet's headers. Everything comes from our own origin; only styles may be inline, because the component
 * library sets them on elements. No HSTS and no upgrade: we speak plain HTTP on loopback, and a proxy in
 * front that speaks HTTPS sends its own.
 */
const applyHelmet = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      baseUri: ["'none'"],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      // What somebody picked is shown before it is sent: an address within the page, made by our own scripts.
      imgSrc: ["'self'", 'data:', 'blob:'],
      objectSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
});

/** Below it are the answers that hold what is somebody's, unless they say otherwise: files, what is described. */
const apiPrefix = '/api/';

/**
 * Puts them on every answer. They are worked out once: Helmet's plugin for Fastify does so each time. What the API
 * answers is kept by no cache, neither on the way nor in the browser.
 */
export function registerSecurityHeaders(app: FastifyInstance): void {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  applyHelmet(response.req, response, () => {});
  const headers = response.getHeaders();
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers);
    if (request.url.startsWith(apiPrefix)) reply.header('cache-control', 'no-store');
    done();
  });
}
