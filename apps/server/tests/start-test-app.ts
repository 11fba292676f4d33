import { rm } from 'node:fs/promises';
import { type FilesSettings, openFiles } from '@atelier/api/identity/files/files.ts';
import type { AttachedUse } from '@atelier/api/identity/files/uses.ts';
import { openIdentity } from '@atelier/api/identity/identity.ts';
import type { Identify } from '@atelier/api/kernel/context.ts';
import { openServices } from '@atelier/api/kernel/open-services.ts';
import type { LifecycleServices } from '@atelier/api/lifecycle/context.ts';
import { fileUses } from '@atelier/api/root.ts';
import type { AuthMode } from '@atelier/domain/identity/mode.ts';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { startTestServer, type TestServer } from '@atelier/testkit/test-server.ts';
import { createHttpServer, type HttpServerOptions } from '../src/http.ts';

type AppOptions = Omit<HttpServerOptions, 'services'> & {
  /** Says who calls, in place of tokens and cookies. */
  readonly identify?: Identify;
  readonly authMode?: AuthMode;
  /** Where files are kept: a folder of its own, unless told. */
  readonly files?: Partial<FilesSettings>;
  /** What they are kept for, beside what the house has. */
  readonly uses?: readonly AttachedUse[];
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

/** The server over a database, with services of its own, which it closes with itself. */
export async function openApp(
  { db, connectionString }: Pick<TestDatabase, 'db' | 'connectionString'>,
  { identify, authMode: mode = 'local', files: given, uses = [], ...options }: AppOptions,
) {
  const secret = Buffer.alloc(32, 1);
  const opened = openIdentity(db, { mode, secret, publicUrl: 'http://localhost' });
  const identity = identify === undefined ? opened : { ...opened, identify };
  const folder = given?.folder ?? (await testFolder('files'));
  const settings = { userBytes: 2 ** 30, ...given, folder };
  const files = openFiles(db, settings, [...fileUses, ...uses]);
  const { services, close } = openServices(db, connectionString, identity);
  const app = await createHttpServer({ services: { ...services, identity, files }, ...options });
  app.addHook('onClose', async () => {
    identity.close();
    files.close();
    await close();
    if (given?.folder === undefined) await rm(folder, { recursive: true, force: true });
  });
  return app;
}
