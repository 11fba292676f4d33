import { type AnyTRPCRouter, type inferRouterContext, TRPCError } from '@trpc/server';
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import {
  getErrorShape,
  getHTTPStatusCode,
  getTRPCErrorFromUnknown,
  isAsyncIterable,
  isObject,
  isPromise,
  type TRPCRequestInfo,
  type TRPCResponse,
  transformTRPCResponse,
} from '@trpc/server/unstable-core-do-not-import';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { largeCalls } from './large-calls.ts';
import { isPlain, readCalls } from './request.ts';

export interface TrpcTransportOptions<Router extends AnyTRPCRouter> {
  readonly router: Router;
  readonly createContext: (
    request: FastifyRequest,
    info: TRPCRequestInfo,
  ) => inferRouterContext<Router> | Promise<inferRouterContext<Router>>;
  /** How many calls one request may carry. */
  readonly maxBatchSize: number;
  /** Queries may come by POST too, as clients send them whose input is too long for an address. */
  readonly allowMethodOverride: boolean;
  /** Is told of every error that is answered. */
  readonly onError?: (error: TRPCError, request: FastifyRequest) => void;
}

type Call = TRPCRequestInfo['calls'][number];

/**
 * Serves a router below `prefix`; tRPC's client notices no difference. A request with one plain answer
 * takes the short way here; subscriptions and streamed batches go through tRPC's own adapter, which turns
 * every request and answer into web objects and streams (ADR 0007). Forms and files are not accepted.
 */
export async function registerTrpc<Router extends AnyTRPCRouter>(
  app: FastifyInstance,
  prefix: string,
  options: TrpcTransportOptions<Router>,
): Promise<void> {
  const { createContext, onError, ...rest } = options;
  const scoped = async (scope: FastifyInstance) => {
    // A body stays the text that it is: tRPC reads it, and its errors say what is wrong with it.
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    const route = {
      method: ['GET', 'HEAD', 'POST'],
      // Fastify's own HEAD would look into the adapter's answer, and there is nothing in it.
      exposeHeadRoute: false,
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const { path } = request.params as { readonly path: string };
        if (isPlain(request) && (await answer(path, request, reply, options))) return reply;
        return fastifyRequestHandler({
          ...rest,
          path,
          req: request,
          res: reply,
          createContext: async ({ info }) => createContext(request, info),
          onError: ({ error }) => onError?.(error, request),
        });
      },
    };
    scope.route({ ...route, url: '/:path' });
    for (const { paths, bodyBytes } of largeCalls(options.router)) {
      scope.route({ ...route, url: `/:path(${paths})`, bodyLimit: bodyBytes });
    }
  };
  await app.register(scoped, { prefix });
}

const varyHeader = 'trpc-accept, accept';
const asItIs = (json: unknown): string => String(json);

/** Answers as tRPC's `resolveResponse` does; false, and nothing done, for a request to be streamed. */
async function answer<Router extends AnyTRPCRouter>(
  path: string,
  request: FastifyRequest,
  reply: FastifyReply,
  options: TrpcTransportOptions<Router>,
): Promise<boolean> {
  const config = options.router._def._config;
  const signal = abortedWith(reply);
  let info: TRPCRequestInfo | undefined;
  let ctx: inferRouterContext<Router> | undefined;
  let contextError: { readonly cause: unknown } | undefined;

  const refusal = (thrown: unknown, call?: Call): TRPCResponse => {
    const error = getTRPCErrorFromUnknown(thrown);
    options.onError?.(error, request);
    const type = (call ? call.procedure?._def.type : info?.type) ?? 'unknown';
    const about = { type, path: call?.path, input: call?.result() };
    return { error: getErrorShape({ config, error, ctx, ...about }) };
  };
  const run = async (call: Call): Promise<TRPCResponse> => {
    try {
      const procedure = requireProcedure(call, request.method, options.allowMethodOverride);
      if (contextError) throw contextError.cause;
      const { path, getRawInput, batchIndex } = call;
      const { type } = procedure._def;
      const data = await procedure({ path, getRawInput, ctx, type, signal, batchIndex });
      requirePlain(data);
      return { result: { data } };
    } catch (thrown) {
      return refusal(thrown, call);
    }
  };
  const send = (body: TRPCResponse | TRPCResponse[]): void => {
    const json = JSON.stringify(transformTRPCResponse(config, body));
    const vary = reply.getHeader('vary');
    reply.header('vary', vary ? `${vary}, ${varyHeader}` : varyHeader);
    const status = getHTTPStatusCode(body);
    // Queries are taken by GET, so what is not is a mutation.
    if (status === 405 && request.method === 'GET') reply.header('allow', 'POST');
    reply.header('content-type', 'application/json').code(status);
    // With a serializer of its own: Fastify's would add a charset to the content type.
    reply.serializer(asItIs).send(json);
  };

  try {
    info = await readCalls(path, request, signal, options);
    if (info.type === 'subscription' || info.accept !== null) return false;
    try {
      ctx = await options.createContext(request, info);
    } catch (cause) {
      contextError = { cause };
    }
    const [single] = info.calls;
    if (info.isBatchCall || single === undefined) send(await Promise.all(info.calls.map(run)));
    else send(await run(single));
  } catch (thrown) {
    send(refusal(thrown));
  }
  return true;
}

function requireProcedure({ procedure, path }: Call, method: string, allowOverride: boolean) {
  if (!procedure) {
    throw new TRPCError({ code: 'NOT_FOUND', message: `No procedure found on path "${path}"` });
  }
  const { type } = procedure._def;
  // A mutation is never done by GET: a page elsewhere could make a browser send one.
  const accepted = type === 'query' ? allowOverride || method === 'GET' : method === 'POST';
  if (accepted) return procedure;
  const message = `Unsupported ${method}-request to ${type} procedure at path "${path}"`;
  throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message });
}

/** Refuses what could only be streamed, as tRPC does. */
function requirePlain(data: unknown): void {
  if (!isObject(data)) return;
  const streams = (part: unknown) => isAsyncIterable(part) || isPromise(part);
  if (!isAsyncIterable(data) && !Object.values(data).some(streams)) return;
  const message =
    'Cannot use stream-like response in non-streaming request - use httpBatchStreamLink';
  throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message });
}

/** Aborted when the client leaves before the answer is sent. */
function abortedWith({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableEnded) controller.abort();
  });
  return controller.signal;
}
