import { rm } from 'node:fs/promises';
import { type FilesSettings, openFiles } from '@atelier/api/identity/files/files.ts';
import type { AttachedUse } from '@atelier/api/identity/files/uses.ts';
import { type IdentitySettings, openIdentity } from '@atelier/api/identity/identity.ts';
import type { Identify } from '@atelier/api/kernel/context.ts';
import { startJobWorker } from '@atelier/api/kernel/jobs/job-worker.ts';
import { openModels } from '@atelier/api/kernel/models/open-models.ts';
import { openServices } from '@atelier/api/kernel/open-services.ts';
import type { LifecycleServices } from '@atelier/api/lifecycle/context.ts';
import { openOrchestra } from '@atelier/api/orchestra/open-orchestra.ts';
import { databaseJobs, fileJobs, fileUses } from '@atelier/api/root.ts';
import { connect } from '@atelier/db/kernel/connection.ts';
import type { AuthMode } from '@atelier/domain/identity/mode.ts';
import { appRoleUrl, asTestAppRole } from '@atelier/testkit/app-role.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { startTestServer, type TestServer } from '@atelier/testkit/test-server.ts';
import { inject } from 'vitest';
import { createHttpServer, type HttpServerOptions } from '../src/http.ts';

type AppOptions = Omit<HttpServerOptions, 'services'> & {
  /** Says who calls, in place of tokens and cookies. */
  readonly identify?: Identify;
  readonly authMode?: AuthMode;
  /** Where people reach it, whether they may register, who sends mail. */
  readonly accounts?: Partial<IdentitySettings>;
  /** Where files are kept: a folder of its own, unless told. */
  readonly files?: Partial<FilesSettings>;
  /** What they are kept for, beside what the house has. */
  readonly uses?: readonly AttachedUse[];
};

type Options = Partial<AppOptions & LifecycleServices> & {
  /** What is to be in the database before the server starts. */
  readonly prepare?: (database: TestDatabase) => Promise<unknown>;
  /** Whether it works as the owner, through the very pool of the test. */
  readonly asOwner?: boolean;
};

/**
 * The server, listening over a database of its own, in which it works as the role of the app; its log keeps silent
 * unless told.
 */
export function startTestApp({
  prepare,
  managed,
  asOwner = false,
  ...options
}: Options = {}): Promise<TestServer> {
  // What is prepared may be tables that the role has rights to get to.
  const forApp = !asOwner && prepare === undefined;
  return startTestServer(
    async (database) => {
      await prepare?.(database);
      const settings = { allowedOrigins: [], logLevel: 'silent' };
      if (asOwner) return openApp(database, { settings, ...options });
      const connectionString =
        forApp && inject('postgres').hasAppRole
          ? asTestAppRole(database.connectionString)
          : await appRoleUrl(database.db, database.connectionString);
      const db = connect({ connectionString });
      const app = await openApp({ db, connectionString }, { settings, ...options });
      return {
        listen: (options) => app.listen(options),
        async close() {
          await app.close();
          await db.destroy();
        },
      };
    },
    { forApp },
  );
}

/** The server over a database, with services of its own, which it closes with itself. */
export async function openApp(
  { db, connectionString }: Pick<TestDatabase, 'db' | 'connectionString'>,
  { identify, authMode: mode = 'local', accounts, files: given, uses = [], ...options }: AppOptions,
) {
  const secret = Buffer.alloc(32, 1);
  const publicUrl = 'http://localhost';
  const opened = openIdentity(db, { mode, secret, publicUrl, ...accounts });
  const identity = identify === undefined ? opened : { ...opened, identify };
  const folder = given?.folder ?? (await testFolder('files'));
  const settings = { userBytes: 2 ** 30, ...given, folder };
  const files = openFiles(db, settings, [...fileUses, ...uses]);
  const { services, close } = openServices(db, connectionString, identity);
  const models = openModels({ db, secretsKey: secret, settings: { connections: [], limits: {} } });
  const app = await createHttpServer({
    services: { ...services, identity, files, ...models, ...openOrchestra(secret) },
    ...options,
  });
  const worker = startJobWorker({
    services: { db, files, secret, suiteRunDays: undefined },
    kinds: [...databaseJobs, ...fileJobs],
    onError: () => {},
  });
  app.addHook('onClose', async () => {
    await worker.drain(1000);
    await identity.close();
    files.close();
    await models.models.house.close();
    await close();
    if (given?.folder === undefined) await rm(folder, { recursive: true, force: true });
  });
  return app;
}
