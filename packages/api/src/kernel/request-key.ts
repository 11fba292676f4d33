import type { FastifyRequest } from 'fastify';

/** The request's `Idempotency-Key`, as it came. */
export function requestKey({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const key = headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
}
