import { type AnyTRPCRouter, TRPCError } from '@trpc/server';
import { getRequestInfo, type TRPCRequestInfo } from '@trpc/server/unstable-core-do-not-import';
import type { FastifyRequest } from 'fastify';

/** JSON by GET or POST. Anything else is the adapter's, and its refusal. */
export function isPlain({ method, headers: { 'content-type': type } }: FastifyRequest): boolean {
  if (method === 'GET' && type === undefined) return true;
  return (method === 'GET' || method === 'POST') && /^application\/json\s*(;|$)/i.test(type ?? '');
}

/** What tRPC itself makes of a request: its calls, with their inputs still unread. */
export function readCalls(
  path: string,
  { url, method, headers, body }: FastifyRequest,
  signal: AbortSignal,
  { router, maxBatchSize }: { readonly router: AnyTRPCRouter; readonly maxBatchSize: number },
): Promise<TRPCRequestInfo> {
  // As much of a web request as is looked at here; making a real one is what takes its time.
  const view = {
    method,
    signal,
    headers: {
      get: (name: string) => headers[name]?.toString() ?? null,
      has: (name: string) => headers[name] !== undefined,
    },
    json: async (): Promise<unknown> => JSON.parse(String(body ?? '').replace(/^\uFEFF/, '')),
  };
  const req = view as unknown as Request;
  const searchParams = new URLSearchParams(url.replace(/^[^?]*/, ''));
  return getRequestInfo({
    router,
    maxBatchSize,
    path: decoded(path),
    req,
    headers: req.headers,
    searchParams,
    url: null,
  });
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    const message = `Invalid URL-encoding in path "${path}"`;
    throw new TRPCError({ code: 'BAD_REQUEST', message, cause });
  }
}
