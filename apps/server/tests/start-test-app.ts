import { type IdentitySettings, openIdentity } from '@atelier/api/identity/identity.ts';
import type { Identify } from '@atelier/api/kernel/context.ts';
import { openServices } from '@atelier/api/kernel/open-services.ts';
import type { LifecycleServices } from '@atelier/api/lifecycle/context.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import type { AuthMode } from '@atelier/domain/identity/mode.ts';
import { appRoleUrl } from '@atelier/testkit/app-role.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { startTestServer, type TestServer } from '@atelier/testkit/test-server.ts';
import { createHttpServer, type HttpServerOptions } from '../src/http.ts';

type AppOptions = Omit<HttpServerOptions, 'services'> & {
  /** Says who calls, in place of tokens and cookies. */
  readonly identify?: Identify;
  readonly authMode?: AuthMode;
  /** Where people reach it, whether they may register, who sends mail. */
  readonly accounts?: Partial<IdentitySettings>;
};

type Options = Partial<AppOptions & LifecycleServices> & {
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

/** The server over a database, as the role of the app, with services of its own, which it closes with itself. */
export async function openApp(
  { db: owner, connectionString }: Pick<TestDatabase, 'db' | 'connectionString'>,
  { identify, authMode: mode = 'local', accounts, ...options }: AppOptions,
) {
  const url = await appRoleUrl(owner, connectionString);
  const db = connect({ connectionString: url });
  const secret = Buffer.alloc(32, 1);
  const publicUrl = 'http://localhost';
  const opened = openIdentity(db, { mode, secret, publicUrl, ...accounts });
  const identity = identify === undefined ? opened : { ...opened, identify };
  const { services, close } = openServices(db, url, identity);
  const app = await createHttpServer({ services: { ...services, identity }, ...options });
  app.addHook('onClose', async () => {
    await identity.close();
    await close();
    await db.destroy();
  });
  return app;
}
