import {
  createTestDatabase,
  type TestDatabase,
  type TestDatabaseOptions,
} from './test-database.ts';

/** As much of Fastify as is needed here: the test kit imports no app, so it is handed one. */
export interface ListeningApp {
  listen(options: { host: string; port: number }): Promise<string>;
  close(): Promise<unknown>;
}

export interface TestServer {
  /** Where it listens, without a slash at the end: `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly database: TestDatabase;
  close(): Promise<void>;
}

/**
 * A server that really listens, on a free loopback port, over a database of its own.
 *
 * @param create builds the app over the database, e.g. with the server's `createHttpServer`
 */
export async function startTestServer(
  create: (database: TestDatabase) => ListeningApp | Promise<ListeningApp>,
  options: TestDatabaseOptions = {},
): Promise<TestServer> {
  const database = await createTestDatabase(options);
  try {
    const app = await create(database);
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    return {
      url,
      database,
      async close() {
        await app.close();
        await database.drop();
      },
    };
  } catch (error) {
    await database.drop();
    throw error;
  }
}
