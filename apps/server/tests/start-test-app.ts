import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { startTestServer, type TestServer } from '@atelier/testkit/test-server.ts';
import { createHttpServer, type HttpServerOptions } from '../src/http.ts';

type Options = Partial<Omit<HttpServerOptions, 'db' | 'connectionString'>> & {
  /** What is to be in the database before the server starts. */
  readonly prepare?: (database: TestDatabase) => Promise<unknown>;
};

/** The server, listening over a database of its own; its log keeps silent unless told. */
export function startTestApp({ prepare, ...options }: Options = {}): Promise<TestServer> {
  return startTestServer(async (database) => {
    await prepare?.(database);
    const { db, connectionString } = database;
    const settings = { allowedOrigins: [], logLevel: 'silent' };
    return createHttpServer({ db, connectionString, settings, ...options });
  });
}
