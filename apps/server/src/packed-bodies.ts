import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ClientDisconnected } from '@atelier/api/kernel/streams/abort-on-disconnect.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { FastifyInstance, RequestPayload } from 'fastify';

/**
 * How far a body may be packed where its route has no limit: the longest exports shrink 10 to 35 times, a
 * bomb some 300 or 1,000 times. A body that unpacks to less than `suspiciousBytes` may have any ratio,
 * since a file of a few equal lines is no bomb.
 */
const suspiciousBytes = 16 * 1024 * 1024;
const maxRatio = 100;

/**
 * Unpacks request bodies with `Content-Encoding: gzip`; the route's limit is for what they become. Any
 * other coding is refused with 415, which names the one that is understood.
 */
export function registerPackedBodies(app: FastifyInstance): void {
  app.addHook('preParsing', ({ raw, headers, routeOptions }, reply, payload, done) => {
    const coding = headers['content-encoding']?.trim().toLowerCase() || 'identity';
    if (coding === 'identity') return done(null, payload);
    if (coding === 'gzip' || coding === 'x-gzip') {
      return done(null, unpacked(raw, routeOptions.bodyLimit));
    }
    reply.header('accept-encoding', 'gzip');
    const params = { header: 'Content-Encoding', accepted: 'gzip' };
    done(kernelError('ERR_UNSUPPORTED_MEDIA_TYPE', params));
  });
}

/**
 * Unpacks a body while it is read. Fails with `ERR_VALIDATION` if it is not gzip or incomplete, and with
 * `ERR_PAYLOAD_TOO_LARGE` past `limit` bytes, or when the bytes are far too many for how much of the body
 * has come: a bomb is not unpacked further.
 */
function unpacked(body: IncomingMessage, limit = Number.POSITIVE_INFINITY): RequestPayload {
  const gunzip = createGunzip();
  async function* chunks(): AsyncGenerator<Buffer> {
    // A body whose sender leaves does not end, and `pipe` would wait for that.
    const look = () => {
      if (!body.readableEnded) gunzip.destroy(new ClientDisconnected('the client left'));
    };
    let bytes = 0;
    try {
      if (body.destroyed) look();
      else body.once('close', look).pipe(gunzip);
      for await (const chunk of gunzip as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        const most = Math.max(suspiciousBytes, maxRatio * gunzip.bytesWritten);
        if (bytes > Math.min(limit, most)) throw kernelError('ERR_PAYLOAD_TOO_LARGE');
        yield chunk;
      }
    } catch (error) {
      throw isZlibError(error) ? malformed() : error;
    } finally {
      body.off('close', look).unpipe(gunzip);
    }
  }
  const payload = Readable.from(chunks(), { objectMode: false });
  // Fastify holds it against the Content-Length.
  return Object.defineProperty(payload, 'receivedEncodedLength', {
    get: () => gunzip.bytesWritten,
  });
}

const malformed = () => kernelError('ERR_VALIDATION', { header: 'Content-Encoding' });

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
