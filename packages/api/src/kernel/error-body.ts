import { DomainError, type ErrorParams, kernelError } from '@atelier/domain/kernel/errors.ts';
import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';

/** What a client learns of an error, whichever transport it uses. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details?: ErrorParams | { readonly issues: readonly InputIssue[] };
  /** REST, of a 404: the text that clients show which know no codes. */
  readonly detail?: string;
}

/** One thing wrong with the input: where, and what (English, for developers). */
export interface InputIssue {
  readonly path: string;
  readonly message: string;
}

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

/** The refusal of a body that is not JSON by its `Content-Type`. */
export function notJson(): DomainError {
  const params = { header: 'Content-Type', accepted: 'application/json' };
  return kernelError('ERR_UNSUPPORTED_MEDIA_TYPE', params);
}

/** What tRPC refuses by itself: an unknown path, a wrong method, a body that is no JSON. */
function transportError(error: unknown): DomainError {
  if (!(error instanceof TRPCError)) return kernelError('ERR_INTERNAL');
  switch (error.code) {
    case 'NOT_FOUND':
      return kernelError('ERR_NOT_FOUND');
    case 'METHOD_NOT_SUPPORTED':
      return kernelError('ERR_METHOD_NOT_ALLOWED');
    case 'UNSUPPORTED_MEDIA_TYPE':
      return notJson();
    case 'PAYLOAD_TOO_LARGE':
      return kernelError('ERR_PAYLOAD_TOO_LARGE');
    case 'PARSE_ERROR':
    case 'BAD_REQUEST':
      return kernelError('ERR_VALIDATION');
    default:
      return kernelError('ERR_INTERNAL');
  }
}
