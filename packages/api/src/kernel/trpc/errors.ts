import type { DomainError } from '@atelier/domain/kernel/errors.ts';
import { TRPCError } from '@trpc/server';
import { trpcCodes } from '../error-status.ts';

/** A coded error as tRPC throws and sends it. */
export function toTrpcError(cause: DomainError): TRPCError {
  return new TRPCError({ code: trpcCodes[cause.kind], message: cause.message, cause });
}
