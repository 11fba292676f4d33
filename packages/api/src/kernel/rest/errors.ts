import { toDomainError } from '@atelier/db/kernel/database-errors.ts';
import { DomainError, type ErrorKind, kernelError } from '@atelier/domain/kernel/errors.ts';
import { TRPCError } from '@trpc/server';
import { TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { type ErrorBody, errorBody, notJson } from '../error-body.ts';
import { httpStatus, trpcCodes } from '../error-status.ts';
import type { RestArea } from './endpoint.ts';

/** The status and the body for whatever a REST route threw, under the contract of its area. */
export function restError(
  thrown: unknown,
  { conflictStatus, notFoundTexts = {} }: Pick<RestArea, 'conflictStatus' | 'notFoundTexts'> = {},
): { status: number; body: ErrorBody } {
  const { kind, body } = refusalOf(thrown);
  const status = httpStatus(kind, conflictStatus);
  if (status !== 404) return { status, body };
  return { status, body: { ...body, detail: notFoundTexts[body.code] ?? body.message } };
}

/** The same as tRPC's clients read it, for what is refused below their address before any procedure. */
export function trpcError(thrown: unknown) {
  const { kind, body } = refusalOf(thrown);
  const status = httpStatus(kind);
  const { message } = body;
  const code = TRPC_ERROR_CODES_BY_KEY[trpcCodes[kind]];
  return { status, body: { error: { code, message, data: { httpStatus: status, ...body } } } };
}

function refusalOf(thrown: unknown): { kind: ErrorKind; body: ErrorBody } {
  const error = knownError(thrown);
  return {
    kind: error instanceof DomainError ? error.kind : 'invalid',
    body: errorBody(error),
  };
}

/** A DomainError, or the error of a schema. */
function knownError(thrown: unknown): unknown {
  const error = thrown instanceof TRPCError ? (thrown.cause ?? thrown) : thrown;
  if (error instanceof Error && error.name === 'ZodError') return error;
  const known = toDomainError(error);
  if (known instanceof DomainError) return known;
  return frameworkError(error) ?? kernelError('ERR_INTERNAL');
}

/** What Fastify refuses before a handler: its status says what it was. */
function frameworkError(error: unknown): DomainError | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  if (typeof statusCode !== 'number' || statusCode >= 500) return undefined;
  if (statusCode === 404) return kernelError('ERR_NOT_FOUND');
  if (statusCode === 413) return kernelError('ERR_PAYLOAD_TOO_LARGE');
  if (statusCode === 415) return notJson();
  return kernelError('ERR_VALIDATION');
}
