import {
  APICallError,
  EmptyResponseBodyError,
  InvalidResponseDataError,
  JSONParseError,
  TypeValidationError,
} from '@ai-sdk/provider';
import { isRecord } from '@atelier/domain/kernel/is-record.ts';
import type { ModelErrorCode } from '@atelier/domain/kernel/model-errors.ts';
import { ModelFailure } from '../failure.ts';
import { redact } from '../rules/redact.ts';
import { retryAfterMs } from '../rules/retry-after.ts';
import type { Exchange } from './exchange.ts';

export interface FailureContext {
  readonly exchange: Pick<Exchange, 'failure' | 'endedWithinLine'>;
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What the SDK threw or told of, as one of our codes. Nothing of the error itself goes on: it carries the request. */
export function failureOf(
  error: unknown,
  { exchange, secrets, now }: FailureContext,
): ModelFailure {
  const known = error instanceof ModelFailure ? error : exchange.failure();
  if (known) return known;
  const told = (code: ModelErrorCode, detail: string, waitMs?: number): ModelFailure =>
    new ModelFailure(code, { detail: redact(detail, secrets) || undefined, retryAfterMs: waitMs });

  if (JSONParseError.isInstance(error)) {
    return exchange.endedWithinLine()
      ? told('ERR_MODEL_CUT', 'ended within a line')
      : told('ERR_MODEL_MALFORMED', 'a chunk that is no JSON');
  }
  if (TypeValidationError.isInstance(error)) {
    const message = toldMessage(error.value);
    return message === undefined
      ? told('ERR_MODEL_MALFORMED', 'a chunk of another shape')
      : told(codeOfMessage(message, undefined), wordsOf(message));
  }
  if (InvalidResponseDataError.isInstance(error)) {
    return error.data === undefined
      ? told('ERR_MODEL_CUT', 'ended without a finish reason')
      : told('ERR_MODEL_MALFORMED', error.message);
  }
  if (EmptyResponseBodyError.isInstance(error)) return told('ERR_MODEL_CUT', 'an empty body');
  if (APICallError.isInstance(error)) {
    const { statusCode = 0, responseBody = '', responseHeaders = {} } = error;
    const wait = retryAfterMs(responseHeaders, now);
    // A good status and no connection any more: it broke while the answer came.
    if (statusCode >= 200 && statusCode < 300) return told('ERR_MODEL_CUT', networkWords(error));
    if (statusCode === 0) return told('ERR_MODEL_UNREACHABLE', networkWords(error));
    const message = toldMessage(asJson(responseBody)) ?? { message: responseBody };
    const detail = `${statusCode} ${wordsOf(message)}`;
    return told(codeOfStatus(statusCode, message), detail, wait);
  }
  const message = toldMessage({ error });
  if (message && !(error instanceof Error))
    return told(codeOfMessage(message, undefined), wordsOf(message));
  return told('ERR_MODEL_CUT', networkWords(error));
}

interface ToldMessage {
  readonly message: string;
  readonly code?: unknown;
  readonly type?: unknown;
}

/** `{"error": {"message": …}}`, `{"error": "…"}` as Ollama has it, `{"object": "error", "message": …}` as older vLLM. */
function toldMessage(value: unknown): ToldMessage | undefined {
  if (!isRecord(value)) return undefined;
  const { error } = value;
  if (typeof error === 'string') return { message: error };
  if (isRecord(error)) return { ...error, message: String(error.message ?? '') };
  if (value.object === 'error') return { ...value, message: String(value.message ?? '') };
  return undefined;
}

const wordsOf = ({ message, code, type }: ToldMessage): string =>
  [message, ...[code, type].filter((one) => typeof one === 'string').map((one) => `(${one})`)].join(
    ' ',
  );

function codeOfStatus(status: number, message: ToldMessage): ModelErrorCode {
  if (status === 401 || status === 403) return 'ERR_MODEL_KEY_REFUSED';
  if (status === 402) return 'ERR_MODEL_QUOTA';
  if (status === 404 || status === 405) return 'ERR_MODEL_NOT_FOUND';
  if (status === 408 || status >= 500) return codeOfMessage(message, 'ERR_MODEL_FAILED');
  if (status === 429) return codeOfMessage(message, 'ERR_MODEL_BUSY');
  if (status === 413) return 'ERR_MODEL_CONTEXT_TOO_LONG';
  return codeOfMessage(message, 'ERR_MODEL_REQUEST_REFUSED');
}

/** Codes and types that endpoints name their errors by, within a stream as well. */
function codeOfMessage(
  { message, code, type }: ToldMessage,
  otherwise: ModelErrorCode | undefined,
): ModelErrorCode {
  const names = `${String(code ?? '')} ${String(type ?? '')}`.toLowerCase();
  if (/insufficient_quota|billing|credit/.test(names)) return 'ERR_MODEL_QUOTA';
  if (
    /context_length|context window|maximum context|context size/.test(
      `${names} ${message.toLowerCase()}`,
    )
  )
    return 'ERR_MODEL_CONTEXT_TOO_LONG';
  if (otherwise !== undefined) return otherwise;
  if (/rate_limit|too_many|\b429\b|overloaded/.test(names)) return 'ERR_MODEL_BUSY';
  if (/invalid_api_key|authentication|permission|\b401\b|\b403\b/.test(names))
    return 'ERR_MODEL_KEY_REFUSED';
  if (/model_not_found|not_found|\b404\b/.test(names)) return 'ERR_MODEL_NOT_FOUND';
  if (/invalid_request|badrequest|\b400\b|\b422\b/.test(names)) return 'ERR_MODEL_REQUEST_REFUSED';
  return 'ERR_MODEL_FAILED';
}

/** `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`… of the innermost error. */
function networkWords(error: unknown): string {
  let words = '';
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    const { code } = one as NodeJS.ErrnoException;
    words = typeof code === 'string' && !code.startsWith('AI_') ? code : words || one.message;
  }
  return words;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
