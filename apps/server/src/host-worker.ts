import type { Files } from '@atelier/api/identity/files/files.ts';
import { type JobWorker, startJobWorker } from '@atelier/api/kernel/jobs/job-worker.ts';
import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { manualItemsInRuns } from '@atelier/api/manual-items.ts';
import { startOrchestraWorker } from '@atelier/api/orchestra/worker.ts';
import { databaseJobs, fileJobs } from '@atelier/api/root.ts';
import { type ConnectOptions, connect } from '@atelier/db/kernel/connection.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import type { Settings } from '@atelier/lifecycle/session/env.ts';
import type { Knex } from 'knex';

/** What the engine wants of a pool: claims, heartbeats and checkpoints beside each other. */
const poolSize = 8;
/** How long steps under way may go on once it is to end. */
const drainMs = 8_000;

export interface HostedWorkerOptions {
  readonly connection: Pick<ConnectOptions, 'connectionString' | 'pooledUrl'>;
  readonly settings: Pick<Settings, 'workerConcurrency' | 'authMode' | 'mailIn' | 'suiteRunDays'>;
  /** Of environments; left out where others carry test runs out. */
  readonly secretsKey?: Buffer | undefined;
  /** Left out where others do the jobs that need it. */
  readonly house?: House | undefined;
  readonly warn: (error: unknown, what: string) => void;
}

/** What a house has beside its database. */
export interface House {
  readonly files: Files;
  readonly secret: Buffer;
}

export interface HostedWorker {
  /** Lets go of what it holds, tells what it did, and closes its connections. */
  close(): Promise<void>;
}

/** A worker of the house's jobs and of test runs in this process, with connections of its own. */
export function hostWorker(options: HostedWorkerOptions): HostedWorker {
  const { connection, settings, secretsKey, warn } = options;
  const db = connect({ ...connection, poolSize, applicationName: 'atelier worker' });
  const notifier = createNotifier(db);
  const workers = [
    startJobs(db, options),
    ...(secretsKey === undefined
      ? []
      : [
          startOrchestraWorker({
            ...{ db, notifier, secretsKey, concurrency: settings.workerConcurrency },
            manualItems: manualItemsInRuns(
              { db, notifier, live: createLiveHub() },
              settings.authMode,
            ),
            mail: settings.mailIn,
            onError: warn,
          }),
        ]),
  ];
  return {
    async close() {
      await Promise.all(workers.map((worker) => worker.drain(drainMs)));
      await notifier.flush();
      await db.destroy();
    },
  };
}

function startJobs(db: Knex, { settings, house, warn }: HostedWorkerOptions): JobWorker {
  const services = { db, suiteRunDays: settings.suiteRunDays };
  if (house === undefined) return startJobWorker({ services, kinds: databaseJobs, onError: warn });
  const kinds = [...databaseJobs, ...fileJobs];
  return startJobWorker({ services: { ...services, ...house }, kinds, onError: warn });
}
