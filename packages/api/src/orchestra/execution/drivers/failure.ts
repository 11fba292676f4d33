import { StepAborted } from '@atelier/engine/handler.ts';
import { StepError } from './step-error.ts';

const refused = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);
const unknown = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL']);

/** Why no answer came, and whether the other side may have got the request. */
export function failureOf(error: unknown, host: string, signal: AbortSignal): unknown {
  const all = causes(error);
  const told = all.find((one) => one instanceof StepError || one instanceof StepAborted);
  if (told !== undefined) return told;
  if (signal.aborted) return signal.reason;
  const codes = all.map((one) => String((one as { code?: unknown } | null)?.code ?? ''));
  // A network may also vanish from under a request that was sent.
  const isConnecting = all.every((one) => !isOfOpenSocket(one));
  if (isConnecting && codes.some((code) => refused.has(code)))
    return new StepError('CONNECTION_REFUSED', { host });
  if (codes.some((code) => unknown.has(code))) return new StepError('HOST_NOT_FOUND', { host });
  // What answered in plain text: a server without TLS, or another port of one.
  if (codes.some((code) => /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/.test(code)))
    return new StepError('CONNECTION_REFUSED', { host, reason: 'no TLS' });
  const certificate = codes.find((code) => /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|UNABLE_TO/.test(code));
  if (certificate !== undefined) {
    return new StepError('CERTIFICATE_INVALID', { host, reason: certificate });
  }
  if (codes.includes('UND_ERR_CONNECT_TIMEOUT')) {
    return new StepError('CONNECTION_REFUSED', { host, reason: 'timeout' });
  }
  if (codes.some((code) => /TIMEOUT/.test(code)))
    return new StepError('TIMED_OUT', { host }, 'maybe');
  if (codes.some((code) => /^UND_ERR_(INVALID_ARG|NOT_SUPPORTED)$/.test(code)))
    return new StepError('REQUEST_INVALID', { field: 'headers' });
  return new StepError('CONNECTION_LOST', { host, reason: codes.find(Boolean) ?? '' }, 'maybe');
}

function isOfOpenSocket(error: unknown): boolean {
  return (
    error instanceof Error && 'syscall' in error && /^(read|write)/.test(String(error.syscall))
  );
}

/** An error with those behind it. */
function causes(error: unknown): readonly unknown[] {
  const found: unknown[] = [];
  const open = [error];
  for (let next = open.pop(); next !== undefined && found.length < 20; next = open.pop()) {
    found.push(next);
    if (!(next instanceof Error)) continue;
    if (next.cause !== undefined) open.push(next.cause);
    if (next instanceof AggregateError) open.push(...next.errors);
  }
  return found;
}
