import type { AppServices } from '@atelier/api/context.ts';
import { registerFileRoutes } from '@atelier/api/identity/files/routes.ts';
import { registerProvider } from '@atelier/api/identity/provider-routes.ts';
import { contextFactory } from '@atelier/api/kernel/context.ts';
import { pageOrData } from '@atelier/api/kernel/rest/page-or-data.ts';
import { registerRest } from '@atelier/api/kernel/rest/register.ts';
import { trpcRefusal } from '@atelier/api/kernel/trpc/errors.ts';
import { refuseSharedKey } from '@atelier/api/kernel/trpc/refuse-shared-key.ts';
import { registerTrpc } from '@atelier/api/kernel/trpc/transport.ts';
import { downloads, restAreas, rootRouter } from '@atelier/api/root.ts';
import { registerSharedRuns } from '@atelier/api/runs/proof/shared-routes.ts';
import { deniedByDatabase } from '@atelier/db/kernel/database-errors.ts';
import { newId } from '@atelier/db/kernel/new-id.ts';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { answerClientError, answerError, trpcPrefix } from './answer-errors.ts';
import { registerDocs } from './docs.ts';
import { forgetOldKeysDaily } from './forget-old-keys.ts';
import { registerHealth } from './health.ts';
import { logError } from './log-error.ts';
import { isAllowedOrigin, registerOriginGuard } from './origin-guard.ts';
import { registerPackedAnswers } from './packed-answers.ts';
import { registerPackedBodies } from './packed-bodies.ts';
import { sealAuditLog } from './seal-audit-log.ts';
import { registerSecurityHeaders } from './security-headers.ts';
import { registerSlowBodies } from './slow-bodies.ts';
import { rememberMethods } from './taken-methods.ts';
import { registerUnreadBodies } from './unread-body.ts';
import { registerVerifyPage } from './verify-page.ts';
import { registerWebApp } from './web-app.ts';

export interface HttpServerOptions {
  readonly services: AppServices;
  readonly settings: {
    /** The name or address that it will listen on, which is one of ours then. */
    readonly host?: string;
    /** Origins beside our own that may call us, like `https://studio.example`. */
    readonly allowedOrigins: readonly string[];
    /** What is written to the log; nothing below `warn` unless told. */
    readonly logLevel?: string;
    /** The proxies in front of us, whose word is taken for the address of whoever calls. */
    readonly trustedProxies?: readonly string[];
    /** So long a body that is read as a whole may take; half a minute unless told. */
    readonly bodyMs?: number;
  };
  /** The folder of the built web app; none is served without it. */
  readonly webRoot?: string | undefined;
}

/** A request body that is no import: larger ones are refused with 413. */
const bodyLimit = 1024 * 1024;

/** How long requests may go on after the server was told to close. */
const drainMs = 300;

/**
 * Everything that is served on the one port: the web app, tRPC, REST, health. Nothing listens yet;
 * `close()` ends open subscriptions and requests; the services are closed by whoever opened them.
 */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  const { services, settings, webRoot } = options;
  const { db, live, identity } = services;
  const createContext = contextFactory(services, identity.identify);
  const app = Fastify({
    bodyLimit,
    routerOptions: { maxParamLength: 5000, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    // The audit log names requests of all processes.
    genReqId: newId,
    trustProxy: [...(settings.trustedProxies ?? [])],
    frameworkErrors: answerError,
    clientErrorHandler: answerClientError,
    // Requests are not logged: what people ask for and send is theirs.
    logController: new LogController({ disableRequestLogging: true }),
    logger: { level: settings.logLevel ?? 'warn', serializers: { err: logError } },
  });
  app.setErrorHandler(answerError);
  app.addConstraintStrategy(pageOrData({ hasPages: webRoot !== undefined }));
  // What is no JSON is refused by its type, with the one that is.
  app.removeContentTypeParser('text/plain');
  const methodsOf = rememberMethods(app);
  await registerPackedAnswers(app);
  registerUnreadBodies(app);
  registerPackedBodies(app);
  registerSlowBodies(app, settings.bodyMs);

  registerSecurityHeaders(app);
  registerOriginGuard(app, settings);
  await app.register(cors, {
    origin: (origin, done) => done(null, isAllowedOrigin(origin, settings.allowedOrigins)),
    allowedHeaders: [
      'content-type',
      'content-encoding',
      'idempotency-key',
      'authorization',
      'if-none-match',
    ],
    exposedHeaders: ['etag'],
    maxAge: 600,
  });

  await identity.register(app);
  registerHealth(app, db);
  registerDocs(app);
  registerFileRoutes(app, services.files, createContext);
  for (const area of [...restAreas, ...downloads]) registerRest(app, area, createContext);
  registerSharedRuns(app, services);
  registerProvider(app, identity, (request) => createContext(request, 'rest'));
  await registerTrpc(app, trpcPrefix, {
    router: rootRouter,
    createContext: (request, info) => {
      refuseSharedKey(request, info);
      return createContext(request, 'trpc').catch((error: unknown) => {
        throw trpcRefusal(error);
      });
    },
    maxBatchSize: 50,
    allowMethodOverride: true,
    onError(error, request) {
      const denied = deniedByDatabase(error);
      if (error.code === 'INTERNAL_SERVER_ERROR' || denied) {
        request.log.error({ err: denied ?? error }, 'call failed');
      }
    },
  });
  if (webRoot !== undefined) registerVerifyPage(app, webRoot);
  await registerWebApp(app, webRoot, {
    methodsOf,
    publicUrl: identity.publicUrl,
    welcome: identity.welcome,
  });

  app.addHook('preClose', async () => {
    live.close();
    // What is under way is answered, unless it takes so long that whoever stops us would lose patience.
    setTimeout(() => app.server.closeAllConnections(), drainMs).unref();
  });
  const stopForgetting = forgetOldKeysDaily(db, app.log);
  const stopSealing = sealAuditLog(db, app.log);
  app.addHook('onClose', async () => {
    stopForgetting();
    await stopSealing();
  });
  return app;
}
