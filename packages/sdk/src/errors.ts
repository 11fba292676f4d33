import { TRPCClientError } from '@trpc/client';

/** The code and the facts of a refused call; `ERR_OFFLINE` where no answer came at all. */
export interface CallError {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Reads the coded error out of whatever a call threw. */
export function callError(error: unknown): CallError {
  if (error instanceof TRPCClientError && isCoded(error.data)) {
    return { code: error.data.code, details: error.data.details ?? {} };
  }
  return { code: error instanceof TRPCClientError ? 'ERR_OFFLINE' : 'ERR_INTERNAL', details: {} };
}

interface Coded {
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

function isCoded(data: unknown): data is Coded {
  return (
    typeof data === 'object' && data !== null && 'code' in data && typeof data.code === 'string'
  );
}
