import { toDomainError } from '@atelier/db/kernel/database-errors.ts';
import { DomainError, type ErrorParams, kernelError } from '@atelier/domain/kernel/errors.ts';
import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { Context } from './context.ts';
import { trpcCodes } from './error-status.ts';

/** What a client learns of an error, whichever transport it uses. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details?: ErrorParams | { readonly issues: readonly InputIssue[] };
}

/** One thing wrong with the input: where, and what (English, for developers). */
export interface InputIssue {
  readonly path: string;
  readonly message: string;
}

/** So often a subscription gives a sign of life; a page that misses three in a row connects anew. */
const pingMs = 5000;

const t = initTRPC.context<Context>().create({
  errorFormatter: ({ shape, error }) => ({
    code: shape.code,
    message: shape.message,
    data: { httpStatus: shape.data.httpStatus, ...errorBody(error) },
  }),
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: pingMs },
    client: { reconnectAfterInactivityMs: 3 * pingMs },
  },
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Every procedure's base: what the database reports becomes a coded error. */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = toDomainError(result.error.cause);
  if (!(cause instanceof DomainError)) return result;
  throw new TRPCError({ code: trpcCodes[cause.kind], message: cause.message, cause });
});

/** The body for any error that left a procedure, or a transport before it. */
export function errorBody(error: unknown): ErrorBody {
  const cause = error instanceof TRPCError ? (error.cause ?? error) : error;
  if (cause instanceof DomainError) return domainErrorBody(cause);
  if (cause instanceof ZodError) {
    const { code, message } = kernelError('ERR_VALIDATION');
    const issues = cause.issues.slice(0, 20).map((issue) => ({
      path: issue.path.map(String).join('.'),
      message: issue.message,
    }));
    return { code, message, details: { issues } };
  }
  return domainErrorBody(transportError(error));
}

function domainErrorBody({ code, message, params }: DomainError): ErrorBody {
  return Object.keys(params).length > 0 ? { code, message, details: params } : { code, message };
}

/** What tRPC refuses by itself: an unknown path, a wrong method, a body that is no JSON. */
function transportError(error: unknown): DomainError {
  if (!(error instanceof TRPCError)) return kernelError('ERR_INTERNAL');
  switch (error.code) {
    case 'NOT_FOUND':
    case 'METHOD_NOT_SUPPORTED':
      return kernelError('ERR_NOT_FOUND');
    case 'PAYLOAD_TOO_LARGE':
      return kernelError('ERR_PAYLOAD_TOO_LARGE');
    case 'PARSE_ERROR':
    case 'BAD_REQUEST':
    case 'UNSUPPORTED_MEDIA_TYPE':
      return kernelError('ERR_VALIDATION');
    default:
      return kernelError('ERR_INTERNAL');
  }
}
