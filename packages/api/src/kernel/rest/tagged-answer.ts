import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isKnownTag } from '../known-tag.ts';

/**
 * Sends what was read with an `ETag`, or a 304 to a client that has it already (`If-None-Match`). The tag
 * is weak: the same answer may go out compressed or not. It is computed from the whole answer, so the
 * reading is done either way; what it saves is the transfer, and the client's work. No cache on the way keeps
 * the answer: the tag is for a client that keeps it itself.
 */
export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  result: unknown,
): FastifyReply {
  const text = JSON.stringify(result);
  const tag = `W/"${createHash('sha1').update(text).digest('base64url')}"`;
  reply.header('etag', tag).header('cache-control', 'no-store');
  if (isKnownTag(request.headers['if-none-match'], tag)) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(text);
}
