import type { FastifyInstance } from 'fastify';

/** For how long the rest of a refused body is taken. */
const patienceMs = 60_000;

/**
 * Lets a client that is still sending its body see that it was refused: the rest is read and dropped. A
 * connection that is closed, or no longer read, under a client that writes loses the answer.
 */
export function registerUnreadBodies(app: FastifyInstance): void {
  app.addHook('onSend', ({ raw }, reply, payload, done) => {
    if (!raw.complete) {
      // Fastify's advice, for bodies that it stopped reading.
      reply.removeHeader('connection');
      const hangUp = setTimeout(() => raw.socket.destroy(), patienceMs).unref();
      raw.once('close', () => clearTimeout(hangUp));
      raw.resume();
    }
    done(null, payload);
  });
}
