import { openServices } from '@atelier/api/kernel/open-services.ts';
import type { LifecycleServices } from '@atelier/api/lifecycle/context.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { startTestServer, type TestServer } from '@atelier/testkit/test-server.ts';
import { createHttpServer, type HttpServerOptions } from '../src/http.ts';

type Options = Partial<Omit<HttpServerOptions, 'services'> & LifecycleServices> & {
  /** What is to be in the database before the server starts. */
  readonly prepare?: (database: TestDatabase) => Promise<unknown>;
};

/** The server, listening over a database of its own; its log keeps silent unless told. */
export function startTestApp({ prepare, managed, ...options }: Options = {}): Promise<TestServer> {
  return startTestServer(async (database) => {
    await prepare?.(database);
    return openApp(database, { settings: { allowedOrigins: [], logLevel: 'silent' }, ...options });
  });
}

/** The server over a database, with services of its own, which it closes with itself. */
export async function openApp(
  { db, connectionString }: Pick<TestDatabase, 'db' | 'connectionString'>,
  options: Omit<HttpServerOptions, 'services'>,
) {
  const { services, close } = openServices(db, connectionString);
  const app = await createHttpServer({ services, ...options });
  app.addHook('onClose', close);
  return app;
}
