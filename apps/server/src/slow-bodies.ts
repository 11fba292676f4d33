import type { IncomingMessage } from 'node:http';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { FastifyInstance } from 'fastify';

/** A whole body of one MiB that is read at once has come by then over any line that is one. */
const usualMs = 30_000;
const megabyte = 1024 * 1024;
/** A route that takes more has so many times as long at the most. */
const mostTimes = 4;

/** Bodies whose senders took too long: nothing more of them is read. */
const tooSlow = new WeakSet<IncomingMessage>();

/**
 * Gives a body that is read as a whole a time limit (`ERR_REQUEST_TIMEOUT`): whoever sends it byte by byte holds a
 * connection for so long and no longer. Bodies that are read as they come (uploads, imports) have a pace of their
 * own instead, and are known by their route, which has no limit of size.
 */
export function registerSlowBodies(app: FastifyInstance, limitMs = usualMs): void {
  app.addHook('preParsing', async ({ raw, routeOptions }, reply, payload) => {
    if (raw.complete || routeOptions.bodyLimit === Number.MAX_SAFE_INTEGER) return payload;
    // Nobody else listens once the body was refused, and an error that nobody hears ends the process.
    payload.on('error', () => {});
    const times = Math.min(mostTimes, Math.max(1, (routeOptions.bodyLimit ?? 0) / megabyte));
    const timer = setTimeout(() => {
      if (raw.complete || reply.raw.headersSent) return;
      tooSlow.add(raw);
      reply.header('connection', 'close');
      // Told, and not destroyed: the answer goes out on the same connection.
      payload.emit('error', kernelError('ERR_REQUEST_TIMEOUT'));
    }, limitMs * times).unref();
    raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
    return payload;
  });
}

export function wasTooSlow(body: IncomingMessage): boolean {
  return tooSlow.has(body);
}
