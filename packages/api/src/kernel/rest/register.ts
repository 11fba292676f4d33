import type { Readable } from 'node:stream';
import { deniedByDatabase } from '@atelier/db/kernel/database-errors.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authorize, requireProof } from '../authorize.ts';
import type { Context } from '../context.ts';
import type { Endpoint, RestArea } from './endpoint.ts';
import { restError } from './errors.ts';
import { isData, varyByAccept } from './page-or-data.ts';
import { sendTagged } from './tagged-answer.ts';

type CreateContext = (request: FastifyRequest, door: 'rest') => Promise<Context>;

/** Where a request keeps its context between the gate and the handler. */
const contextKey = 'callContext';

/** Registers a route for each endpoint of an area. Errors become `{code, message, details?}`. */
export function registerRest(
  app: FastifyInstance,
  area: RestArea,
  createContext: CreateContext,
): void {
  app.register(
    async (scope) => {
      scope.decorateRequest(contextKey);
      scope.setErrorHandler((error, request, reply) => {
        const { status, body } = restError(error, area);
        const denied = deniedByDatabase(error);
        if (status === 500 || denied) request.log.error({ err: denied ?? error }, 'request failed');
        return reply.code(status).send(body);
      });
      for (const one of area.endpoints) registerEndpoint(scope, area, one, createContext);
    },
    { prefix: area.prefix },
  );
}

function registerEndpoint(
  app: FastifyInstance,
  area: RestArea,
  definition: Endpoint,
  createContext: CreateContext,
): void {
  const { method, needs, status, query: querySchema, body: bodySchema } = definition;
  const isStreamed = definition.streamedBody !== undefined;
  const onRequest = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.header('cache-control', 'no-store');
    if (definition.besidePage) varyByAccept(reply);
    const context = await createContext(request, 'rest');
    authorize(context.actor, needs);
    requireProof(context, needs);
    request.setDecorator(contextKey, context);
  };
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const context = request.getDecorator<Context>(contextKey);
    const result = await definition.handle({
      caller: area.createCaller(context),
      params: request.params as Record<string, string>,
      query: querySchema?.parse(request.query),
      body: bodySchema?.parse(request.body),
      stream: isStreamed ? streamOf(request) : nothing(),
      context,
      reply,
    });
    if (result === undefined) return reply;
    reply.code(status);
    return method === 'GET' ? sendTagged(request, reply, result) : reply.send(result);
  };
  const url = definition.path.replaceAll(/\{(\w+)\}/g, ':$1');
  if (!isStreamed) {
    const { bodyBytes } = definition;
    const limit = bodyBytes === undefined ? {} : { bodyLimit: bodyBytes };
    const { besidePage } = definition;
    app.route({ method, url, ...limit, ...(besidePage && isData), onRequest, handler });
    return;
  }
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const { streamedTypes: types = ['application/json'] } = definition;
    scope.addContentTypeParser([...types], (_request, payload, done) => done(null, payload));
    const refused = { header: 'Content-Type', accepted: types.join(', ') };
    scope.addContentTypeParser('*', (_request, _payload, done) =>
      done(kernelError('ERR_UNSUPPORTED_MEDIA_TYPE', refused)),
    );
    // Whoever reads a stream limits it as it goes.
    const bodyLimit = Number.MAX_SAFE_INTEGER;
    scope.route({ method, url, bodyLimit, onRequest, handler });
  });
}

/**
 * The body of a request whose parser passed it on as a stream. If it is not read to its end, the connection
 * stays open, since the answer still goes out on it; a stream that unpacks the body is closed.
 */
function streamOf({ raw, body }: FastifyRequest): AsyncIterable<Uint8Array> {
  const payload = (body ?? raw) as Readable;
  return payload.iterator({ destroyOnReturn: payload !== raw });
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
