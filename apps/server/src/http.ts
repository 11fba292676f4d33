import type { ManagedDatabase } from '@atelier/api/kernel/context.ts';
import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { trpcRequestKey } from '@atelier/api/kernel/request-key.ts';
import { registerRest } from '@atelier/api/kernel/rest/endpoint.ts';
import { registerTrpc } from '@atelier/api/kernel/trpc/transport.ts';
import { restAreas } from '@atelier/api/rest-areas.ts';
import { rootRouter } from '@atelier/api/root.ts';
import { listen } from '@atelier/db/kernel/listen.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Knex } from 'knex';
import { answerClientError, answerError, trpcPrefix } from './answer-errors.ts';
import { registerDocs } from './docs.ts';
import { forgetOldKeysDaily } from './forget-old-keys.ts';
import { registerHealth } from './health.ts';
import { logError } from './log-error.ts';
import { isAllowedOrigin, registerOriginGuard } from './origin-guard.ts';
import { registerSecurityHeaders } from './security-headers.ts';
import { registerUnreadBodies } from './unread-body.ts';
import { registerWebApp } from './web-app.ts';

export interface HttpServerOptions {
  readonly db: Knex;
  /** For the one connection that listens for changes. */
  readonly connectionString: string;
  readonly settings: {
    /** The name or address that it will listen on, which is one of ours then. */
    readonly host?: string;
    /** Origins beside our own that may call us, like `https://studio.example`. */
    readonly allowedOrigins: readonly string[];
    /** What is written to the log; nothing below `warn` unless told. */
    readonly logLevel?: string;
  };
  /** The folder of the built web app; none is served without it. */
  readonly webRoot?: string | undefined;
  /** What the Database page shows beside the database itself. */
  readonly managed?: ManagedDatabase | undefined;
}

/** A request body that is no import: larger ones are refused with 413. */
const bodyLimit = 1024 * 1024;

/** How long requests may go on after the server was told to close. */
const drainMs = 300;

/**
 * Everything that is served on the one port: the web app, tRPC, REST, health. Nothing listens yet;
 * `close()` ends open subscriptions and the listening connection, not the pool.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { db, connectionString, settings, webRoot, managed } = options;
  const live = createLiveHub();
  const notifier = createNotifier(db);
  const services = { db, live, notifier, managed };
  const app = Fastify({
    bodyLimit,
    routerOptions: { maxParamLength: 5000 },
    forceCloseConnections: 'idle',
    frameworkErrors: answerError,
    clientErrorHandler: answerClientError,
    // Requests are not logged: what people ask for and send is theirs.
    logController: new LogController({ disableRequestLogging: true }),
    logger: { level: settings.logLevel ?? 'warn', serializers: { err: logError } },
  });
  app.setErrorHandler(answerError);
  registerUnreadBodies(app);

  registerSecurityHeaders(app);
  registerOriginGuard(app, settings);
  // tRPC's adapter makes a web `Request` of what comes, and there is none with this method.
  app.addHook('onRequest', async ({ method }) => {
    if (method === 'TRACE') throw kernelError('ERR_NOT_FOUND');
  });
  await app.register(cors, {
    origin: (origin, done) => done(null, isAllowedOrigin(origin, settings.allowedOrigins)),
    allowedHeaders: ['content-type', 'idempotency-key', 'authorization'],
    maxAge: 600,
  });

  registerHealth(app, db);
  registerDocs(app);
  for (const area of restAreas) registerRest(app, area, services);
  await registerTrpc(app, trpcPrefix, {
    router: rootRouter,
    createContext: (request, info) => ({
      ...services,
      idempotencyKey: trpcRequestKey(request, info),
    }),
    maxBatchSize: 50,
    allowMethodOverride: true,
    onError(error, request) {
      if (error.code === 'INTERNAL_SERVER_ERROR') request.log.error({ err: error }, 'call failed');
    },
  });
  await registerWebApp(app, webRoot);

  const listener = listen({
    connectionString,
    onChange: (change) => live.publish({ kind: 'changed', ...change }),
    onMissed: () => live.publish({ kind: 'missed' }),
    onLost: () => live.publish({ kind: 'interrupted' }),
  });
  app.addHook('preClose', async () => {
    live.close();
    // What is under way is answered, unless it takes so long that whoever stops us would lose patience.
    setTimeout(() => app.server.closeAllConnections(), drainMs).unref();
    await notifier.flush();
  });
  app.addHook('onClose', () => listener.close());
  const stopForgetting = forgetOldKeysDaily(db, app.log);
  app.addHook('onClose', async () => stopForgetting());
  return app;
}
