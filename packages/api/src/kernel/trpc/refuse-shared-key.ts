import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { TRPCRequestInfo } from '@trpc/server/unstable-core-do-not-import';
import type { FastifyRequest } from 'fastify';
import { requestKey } from '../request-key.ts';
import { toTrpcError } from './errors.ts';

/**
 * A batch of commands cannot share a key, since the second would be answered as a repeat of the first:
 * throws `ERR_VALIDATION`, and none of them is run.
 */
export function refuseSharedKey(
  request: Pick<FastifyRequest, 'headers'>,
  { type, calls }: Pick<TRPCRequestInfo, 'type' | 'calls'>,
): void {
  if (type !== 'mutation' || calls.length === 1 || requestKey(request) === undefined) return;
  const params = { field: 'Idempotency-Key', calls: calls.length };
  throw toTrpcError(kernelError('ERR_VALIDATION', params));
}
