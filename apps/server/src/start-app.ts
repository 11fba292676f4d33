import { setTimeout as sleep } from 'node:timers/promises';
import { openFiles } from '@atelier/api/identity/files/files.ts';
import { openStore } from '@atelier/api/identity/files/open-store.ts';
import { openIdentity } from '@atelier/api/identity/identity.ts';
import { firstAdminLink } from '@atelier/api/identity/links.ts';
import { openModels } from '@atelier/api/kernel/models/open-models.ts';
import { openServices } from '@atelier/api/kernel/open-services.ts';
import { openOrchestra } from '@atelier/api/orchestra/open-orchestra.ts';
import { fileUses } from '@atelier/api/root.ts';
import { startupError } from '@atelier/lifecycle/errors/startup-errors.ts';
import { fileRefusal } from '@atelier/lifecycle/files/file-refusal.ts';
import { databaseRefusal } from '@atelier/lifecycle/server/database-refusal.ts';
import type { Settings } from '@atelier/lifecycle/session/env.ts';
import { houseSecret } from '@atelier/lifecycle/session/house-secret.ts';
import { noteLeftOvers } from '@atelier/lifecycle/session/note-left-overs.ts';
import { type OnClose, openServer } from '@atelier/lifecycle/session/open-server.ts';
import { isLoopback } from '@atelier/lifecycle/session/rules/reach.ts';
import { secretsKeyOf } from '@atelier/lifecycle/session/secrets-key.ts';
import type { Progress } from '@atelier/lifecycle/terminal/progress.ts';
import type { FastifyInstance } from 'fastify';
import { hostWorker } from './host-worker.ts';
import { createHttpServer } from './http.ts';
import { openDatabase } from './open-database.ts';

export interface AppFolders {
  readonly migrationsFolder: string;
  /** What is typed before `db` on the command line: a checkout has it in npm, the image by its name. */
  readonly program: string;
  /** The built web app; none is served without it. */
  readonly webRoot: string | undefined;
}

export interface RunningApp {
  /** Where a browser on this machine finds it. */
  readonly url: string;
  /** Good once, to become the administrator; undefined where there is one, or nobody signs in. */
  readonly firstAdminLink: string | undefined;
  /** Ends requests, connections and the embedded server, in this order. */
  close(): Promise<void>;
}

/** How long requests and connections may take to end; a container has to be gone within a second. */
const softCloseMs = 400;

/** Settings → database → migrations → HTTP. What was opened is closed again when a step fails. */
export async function startApp(
  settings: Settings,
  folders: AppFolders,
  progress: Progress,
): Promise<RunningApp> {
  requireKnownReach(settings);
  noteLeftOvers(progress, folders.program);
  const closers: (() => Promise<unknown>)[] = [];
  const onClose: OnClose = (each) => closers.unshift(each);
  async function close(): Promise<void> {
    for (const each of closers.splice(0)) await each();
  }
  // A request that still works in the database does not hold up the end: PostgreSQL rolls it back.
  const onSoftClose: OnClose = (soft) => onClose(() => Promise.race([soft(), sleep(softCloseMs)]));
  try {
    const server = await openServer(settings, progress, onClose);
    const connectionString = server.app?.connectionString ?? server.connectionString;
    const { migrationsFolder, program, webRoot } = folders;
    const { db, owner } = await openDatabase(server, settings, folders, progress, onSoftClose);
    progress.begin('Opening the web server');
    const { backupDir, dataDir, databaseUrl } = settings;
    const embedded = databaseUrl === undefined;
    const managed = { migrationsFolder, backupDir, program, embedded, dataDir, owner };
    const { authMode: mode, publicUrl = localAddress(settings.host, settings.port) } = settings;
    const { registration, mail, oidc } = settings;
    const secret = await houseSecret(settings);
    const identity = openIdentity(db, { mode, publicUrl, secret, registration, mail, oidc });
    onSoftClose(() => identity.close());
    const { services, close: closeServices } = openServices(db, connectionString, identity);
    onSoftClose(closeServices);
    const store = await openStore(settings.files);
    const files = openFiles(db, { ...settings.files, store }, fileUses);
    onClose(async () => files.close());
    const secretsKey = await secretsKeyOf(settings);
    const models = openModels({ db, secretsKey, settings: settings.models });
    onSoftClose(() => models.models.house.close());
    const all = { ...services, managed, identity, files, ...models, ...openOrchestra(secretsKey) };
    const app = await createHttpServer({ services: all, settings, webRoot });
    onSoftClose(() => app.close());
    const url = await listen(app, settings);
    // Others may carry test runs out; the house's own jobs need what is here.
    const worker = hostWorker({
      ...{ settings, house: { files, secret } },
      secretsKey: settings.hostsWorker ? secretsKey : undefined,
      connection: { connectionString, pooledUrl: settings.pooledUrl },
      warn: (error, what) => app.log.warn({ err: error }, `worker: ${what}`),
    });
    onClose(() => worker.close());
    const link = mode === 'team' ? await firstAdminLink(db, settings.publicUrl ?? url) : undefined;
    progress.finish();
    return { url, firstAdminLink: link, close };
  } catch (error) {
    await close();
    throw fileRefusal(databaseRefusal(error, settings.databaseUrl ?? ''));
  }
}

/**
 * Where nobody signs in, only this machine may reach it.
 *
 * @throws ERR_NOBODY_SIGNS_IN
 */
function requireKnownReach({ authMode, publishedHost, publicUrl }: Settings): void {
  if (authMode !== 'local') return;
  const named = publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
  const host = [publishedHost, ...named].find((each) => !isLoopback(each));
  if (host !== undefined) throw startupError('ERR_NOBODY_SIGNS_IN', { host });
}

async function listen(app: FastifyInstance, { host, port }: Settings): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw startupError('ERR_PORT_TAKEN', { host, port });
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw startupError('ERR_SETTING_INVALID', {
        name: 'HOST or PORT',
        expected: `an address that this user may listen on (${code})`,
      });
    }
    throw error;
  }
  const address = app.server.address();
  const actualPort = address !== null && typeof address === 'object' ? address.port : port;
  return localAddress(host, actualPort);
}

/** How a browser on this machine writes the address on which we listen. */
function localAddress(host: string, port: number): string {
  // An address that means "all of this machine's" is none to go to.
  const open = host === '0.0.0.0' || host === '::' || host === '127.0.0.1' || host === '::1';
  const name = open ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
