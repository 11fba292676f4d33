import { TRPCClientError } from '@trpc/client';

/** The code and the facts of a refused call; `ERR_OFFLINE` where no answer came at all. */
export interface CallError {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Reads the coded error out of whatever a call threw. */
export function callError(error: unknown): CallError {
  if (!(error instanceof TRPCClientError)) return { code: 'ERR_INTERNAL', details: {} };
  return codedAnswer(error.data) ?? { code: 'ERR_OFFLINE', details: {} };
}

/** Reads it out of the JSON of an answer, REST's too; undefined where there is no code in it. */
export function codedAnswer(answer: unknown): CallError | undefined {
  return isCoded(answer) ? { code: answer.code, details: answer.details ?? {} } : undefined;
}

interface Coded {
  readonly code: string;
  readonly details?: CallError['details'];
}

function isCoded(answer: unknown): answer is Coded {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'code' in answer &&
    typeof answer.code === 'string'
  );
}
