import compress from '@fastify/compress';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Compresses answers of 1 KiB or more for clients that accept it (`Accept-Encoding: br`, `gzip`), also
 * while they are streamed. Leaves out what has to arrive piece by piece as it is sent: the live stream and
 * streamed batches, which tRPC's adapter answers with a web `Response`.
 */
export async function registerPackedAnswers(app: FastifyInstance): Promise<void> {
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (payload instanceof Response) leaveUnpacked(request);
    done(null, payload);
  });
  await app.register(compress, { encodings: ['br', 'gzip'], globalDecompression: false });
}

/** Before an answer is packed, which is after all hooks of `onSend`: this one is not. */
export function leaveUnpacked({ headers }: FastifyRequest): void {
  headers['x-no-compression'] = 'true';
}
