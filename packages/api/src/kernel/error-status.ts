import type { ErrorKind } from '@atelier/domain/kernel/errors.ts';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';

/** The one table from kinds of errors to HTTP. Miniatures' REST says 400 where it says 409 (contracts.md). */
const httpStatuses = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  wrong_method: 405,
  wrong_media_type: 415,
  refused: 400,
  conflict: 409,
  too_large: 413,
  too_many: 429,
  too_slow: 408,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<ErrorKind, number>;

/** The status of a kind, under a contract that answers `conflictStatus` to a conflict. */
export function httpStatus(kind: ErrorKind, conflictStatus: 400 | 409 = 409): number {
  return kind === 'conflict' ? conflictStatus : httpStatuses[kind];
}

/** And to tRPC's own codes. */
export const trpcCodes = {
  invalid: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  wrong_method: 'METHOD_NOT_SUPPORTED',
  wrong_media_type: 'UNSUPPORTED_MEDIA_TYPE',
  refused: 'BAD_REQUEST',
  conflict: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  too_many: 'TOO_MANY_REQUESTS',
  too_slow: 'TIMEOUT',
  unavailable: 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<ErrorKind, TRPC_ERROR_CODE_KEY>;
