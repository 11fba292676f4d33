import compress from '@fastify/compress';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Compresses answers of 1 KiB or more for clients that accept it (`Accept-Encoding: br`, `gzip`), also
 * while they are streamed. Leaves out what has to arrive piece by piece as it is sent: the live stream and
 * streamed batches, which tRPC's adapter answers with a web `Response`.
 */
export async function registerPackedAnswers(app: FastifyInstance): Promise<void> {
  // Async, as the one hook of each request: after its turn it is known whether a request has come whole, which the
  // next hook of `onSend` asks for. An answer may be there before Node has seen the end of a request without a body.
  app.addHook('onSend', async (request, _reply, payload) => {
    if (payload instanceof Response) leaveUnpacked(request);
    return payload;
  });
  await app.register(compress, { encodings: ['br', 'gzip'], globalDecompression: false });
}

/** Before an answer is packed, which is after all hooks of `onSend`: this one is not. */
export function leaveUnpacked({ headers }: FastifyRequest): void {
  headers['x-no-compression'] = 'true';
}
