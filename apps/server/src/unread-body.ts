import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { leaveUnpacked } from './packed-answers.ts';
import { wasTooSlow } from './slow-bodies.ts';

/** For how long the rest of a refused body is taken. */
const patienceMs = 60_000;

/**
 * Lets a client that is still sending its body see that it was refused: the whole answer is sent at once,
 * and the rest of the body is read and dropped. The answer ends only after that, since closing the
 * connection while the client still writes, as `Connection: close` asks for, loses the answer.
 */
export function registerUnreadBodies(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { raw } = request;
    // Who sent too slowly is hung up on: the answer says why.
    if (raw.complete || wasTooSlow(raw)) return done(null, payload);
    // Fastify's advice, for bodies that it stopped reading.
    reply.removeHeader('connection');
    const drained = drain(raw);
    if (typeof payload !== 'string') return done(null, payload);
    leaveUnpacked(request);
    reply.header('content-length', Buffer.byteLength(payload));
    done(null, Readable.from(endingAfter(payload, drained)));
  });
}

async function* endingAfter(text: string, drained: Promise<void>): AsyncGenerator<string> {
  yield text;
  await drained;
}

/** Resolves when all of a body has come, or its sender has left; who takes too long is hung up on. */
function drain(body: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const hangUp = setTimeout(() => body.socket.destroy(), patienceMs).unref();
    const done = () => {
      clearTimeout(hangUp);
      resolve();
    };
    // Whatever it was read into takes no more.
    body.unpipe();
    body.once('end', done).once('close', done).resume();
  });
}
