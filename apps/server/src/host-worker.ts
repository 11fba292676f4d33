import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { manualItemsInRuns } from '@atelier/api/manual-items.ts';
import { startOrchestraWorker } from '@atelier/api/orchestra/worker.ts';
import { type ConnectOptions, connect } from '@atelier/db/kernel/connection.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import type { Settings } from '@atelier/lifecycle/session/env.ts';

/** What the engine wants of a pool: claims, heartbeats and checkpoints beside each other. */
const poolSize = 8;
/** How long steps under way may go on once it is to end. */
const drainMs = 8_000;

export interface HostedWorkerOptions {
  readonly connection: Pick<ConnectOptions, 'connectionString' | 'pooledUrl'>;
  readonly settings: Pick<Settings, 'workerConcurrency' | 'authMode' | 'mailIn'>;
  readonly secretsKey: Buffer;
  readonly warn: (error: unknown, what: string) => void;
}

export interface HostedWorker {
  /** Lets go of what it holds, tells what it did, and closes its connections. */
  close(): Promise<void>;
}

/** A worker of test runs in this process, with connections of its own. */
export function hostWorker(options: HostedWorkerOptions): HostedWorker {
  const { connection, settings, secretsKey, warn } = options;
  const db = connect({ ...connection, poolSize, applicationName: 'atelier worker' });
  const notifier = createNotifier(db);
  const worker = startOrchestraWorker({
    ...{ db, notifier, secretsKey, concurrency: settings.workerConcurrency },
    manualItems: manualItemsInRuns({ db, notifier, live: createLiveHub() }, settings.authMode),
    mail: settings.mailIn,
    onError: warn,
  });
  return {
    async close() {
      await worker.drain(drainMs);
      await notifier.flush();
      await db.destroy();
    },
  };
}
