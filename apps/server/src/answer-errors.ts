import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { errorBody } from '@atelier/api/kernel/error-body.ts';
import { restError, trpcError } from '@atelier/api/kernel/rest/errors.ts';
import { deniedByDatabase } from '@atelier/db/kernel/database-errors.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The address below which procedures are called, and refusals look as tRPC's clients read them. */
export const trpcPrefix = '/api/trpc';

/**
 * Answers whatever a handler threw, or Fastify refused before any handler: as `{code, message}`, or with
 * these in tRPC's own shape.
 */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const isTrpc = request.url.startsWith(`${trpcPrefix}/`);
  const { status, body } = isTrpc ? trpcError(error) : restError(error);
  const denied = deniedByDatabase(error);
  if (status === 500 || denied) request.log.error({ err: denied ?? error }, 'request failed');
  reply.code(status).send(body);
}

const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what is not even HTTP, in the same shape, and hangs up. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const status = statuses[error.code ?? ''] ?? 400;
  const code = status === 408 ? 'ERR_REQUEST_TIMEOUT' : 'ERR_VALIDATION';
  const body = JSON.stringify(errorBody(kernelError(code)));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
