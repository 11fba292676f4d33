import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authorize } from '../authorize.ts';
import type { Context } from '../context.ts';
import type { Endpoint, RestArea } from './endpoint.ts';
import { restError } from './errors.ts';

type CreateContext = (request: FastifyRequest) => Promise<Context>;

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
        const { status, body } = restError(error, area.conflictStatus);
        if (status === 500) request.log.error({ err: error }, 'request failed');
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
  const { method, permission, query: querySchema, body: bodySchema } = definition;
  const onRequest = async (request: FastifyRequest) => {
    const context = await createContext(request);
    authorize(context.actor, permission);
    request.setDecorator(contextKey, context);
  };
  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const context = request.getDecorator<Context>(contextKey);
    const result = await definition.handle({
      caller: area.createCaller(context),
      params: request.params as Record<string, string>,
      query: querySchema?.parse(request.query),
      body: bodySchema?.parse(request.body),
      // Left open when it is not read to its end: the answer still goes out on its connection.
      stream: request.raw.iterator({ destroyOnReturn: false }),
      context,
      reply,
    });
    return result === undefined ? reply : reply.code(definition.status).send(result);
  };
  const url = definition.path.replaceAll(/\{(\w+)\}/g, ':$1');
  if (definition.streamedBody === undefined) {
    app.route({ method, url, onRequest, handler });
    return;
  }
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.route({ method, url, onRequest, handler });
  });
}
