import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { TRPCError } from '@trpc/server';
import type { TRPCRequestInfo } from '@trpc/server/unstable-core-do-not-import';
import type { FastifyRequest } from 'fastify';
import { trpcCodes } from './error-status.ts';

/** The request's `Idempotency-Key`, as it came. */
export function requestKey({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const key = headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
}

/**
 * The same for a tRPC request. A batch of commands cannot share a key, since the second would be
 * answered as a repeat of the first: throws `ERR_VALIDATION`, and none of them is run.
 */
export function trpcRequestKey(
  request: Pick<FastifyRequest, 'headers'>,
  { type, calls }: Pick<TRPCRequestInfo, 'type' | 'calls'>,
): string | undefined {
  const key = requestKey(request);
  if (key === undefined || type !== 'mutation' || calls.length === 1) return key;
  const cause = kernelError('ERR_VALIDATION', { field: 'Idempotency-Key', calls: calls.length });
  throw new TRPCError({ code: trpcCodes[cause.kind], message: cause.message, cause });
}
