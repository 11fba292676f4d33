import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openFiles } from '@atelier/api/identity/files/files.ts';
import { openStore } from '@atelier/api/identity/files/open-store.ts';
import { fileUses } from '@atelier/api/root.ts';
import { type ConnectOptions, connect } from '@atelier/db/kernel/connection.ts';
import { attachedEmbeddedUrl } from '@atelier/lifecycle/embedded/connection-url.ts';
import { startupError } from '@atelier/lifecycle/errors/startup-errors.ts';
import { migrationStatus } from '@atelier/lifecycle/migrate/status.ts';
import { databaseRefusal } from '@atelier/lifecycle/server/database-refusal.ts';
import { waitForServer } from '@atelier/lifecycle/server/server-version.ts';
import { readSettings, type Settings, takeEnvironment } from '@atelier/lifecycle/session/env.ts';
import { secretsKeyOf } from '@atelier/lifecycle/session/secrets-key.ts';
import { describeFailure } from '@atelier/lifecycle/terminal/failure-line.ts';
import { createProgress } from '@atelier/lifecycle/terminal/progress.ts';
import { endOnSignals } from './end-on-signals.ts';
import { type HostedWorker, type House, hostWorker } from './host-worker.ts';

// The same from `src` and from the bundle in `dist`: both lie one folder below the app's.
const checkoutRoot = resolve(import.meta.dirname, '../../..');
const migrationsFolder = join(checkoutRoot, 'packages/db/migrations');
const program = existsSync(join(checkoutRoot, 'scripts/start.mjs'))
  ? 'npm run atelier --'
  : 'atelier';

const progress = createProgress(process.stdout, process.stderr);
const starting = takeEnvironment(checkoutRoot).then((environment) =>
  start(readSettings(environment, checkoutRoot)),
);

endOnSignals(
  async () => {
    const worker = await starting.catch(endBadly);
    progress.begin('Letting go of what is under way');
    await worker.close().catch(endBadly);
    progress.finish();
    process.exit();
  },
  () => process.exit(130),
);

process.on('uncaughtException', endBadly);
process.on('unhandledRejection', endBadly);
starting.then(() => console.log('A worker carries test runs and jobs of the house out.'), endBadly);

/** A worker on the database that the settings name, or on that of the Atelier that runs on the data folder. */
async function start(settings: Settings): Promise<HostedWorker> {
  progress.begin('Connecting to the database');
  const given = settings.appUrl ?? settings.databaseUrl;
  const connectionString = given ?? (await attachedEmbeddedUrl(settings.dataDir));
  try {
    await requireMigrated(connectionString);
  } catch (error) {
    throw databaseRefusal(error, connectionString);
  }
  const secretsKey = await secretsKeyOf(settings);
  const connection = { connectionString, pooledUrl: settings.pooledUrl };
  const house = await houseOf(settings, connection);
  progress.finish();
  const worker = hostWorker({
    ...{ settings, secretsKey, house, connection },
    warn: (error, what) => console.error(`${what}: ${describeFailure(error, program)}`),
  });
  return {
    async close() {
      await worker.close();
      await house?.close();
    },
  };
}

/**
 * What jobs with files need, where it is the same on every machine: a bucket, and a secret that was given. A folder is the
 * server's own, and so are the jobs that work in it.
 */
async function houseOf(
  { files: place, secret }: Settings,
  connection: Pick<ConnectOptions, 'connectionString' | 'pooledUrl'>,
): Promise<(House & { close(): Promise<void> }) | undefined> {
  if (place.s3 === undefined || secret === undefined) return undefined;
  const db = connect({ ...connection, poolSize: 1 });
  const files = openFiles(db, { ...place, store: await openStore(place) }, fileUses);
  return {
    ...{ files, secret: Buffer.from(secret) },
    async close() {
      files.close();
      await db.destroy();
    },
  };
}

/** The server migrates; a worker waits for nobody who has not. */
async function requireMigrated(connectionString: string): Promise<void> {
  const db = connect({ connectionString, poolSize: 1 });
  try {
    await waitForServer(db);
    const { pending } = await migrationStatus(db, { folder: migrationsFolder });
    const [first] = pending;
    if (first === undefined) return;
    throw startupError('ERR_DATABASE_BEHIND', { pending: pending.length, first });
  } finally {
    await db.destroy();
  }
}

function endBadly(error: unknown): never {
  progress.fail(describeFailure(error, program));
  process.exit(1);
}
