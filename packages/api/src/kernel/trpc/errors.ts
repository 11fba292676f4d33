import { toDomainError } from '@atelier/db/kernel/database-errors.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { TRPCError } from '@trpc/server';
import { trpcCodes } from '../error-status.ts';

/** A coded error as tRPC throws and sends it. */
export function toTrpcError(cause: DomainError): TRPCError {
  return new TRPCError({ code: trpcCodes[cause.kind], message: cause.message, cause });
}

/** Whatever was thrown before a procedure was reached, as a coded error where it is one. */
export function trpcRefusal(error: unknown): unknown {
  const known = toDomainError(error);
  return known instanceof DomainError ? toTrpcError(known) : error;
}
