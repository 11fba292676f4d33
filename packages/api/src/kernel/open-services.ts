import { listen } from '@atelier/db/kernel/listen.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import type { Knex } from 'knex';
import type { Services } from './context.ts';
import { createLiveHub } from './live/hub.ts';

export interface OpenServices {
  readonly services: Services;
  /** Sends what is still to be announced and stops listening; the pool stays open. */
  close(): Promise<void>;
}

/**
 * The kernel's services over one database, made once in a process that serves calls. A process that only
 * tells others what it did, such as a worker or a command, needs only `createNotifier`, and calls its
 * `flush` before the pool is closed.
 */
export function openServices(db: Knex, connectionString: string): OpenServices {
  const live = createLiveHub();
  const notifier = createNotifier(db);
  const listener = listen({
    connectionString,
    onChange: live.changed,
    onMessage: live.message,
    onMissed: live.missed,
    onLost: live.interrupted,
  });
  return {
    services: { db, notifier, live },
    async close() {
      live.close();
      await notifier.flush();
      await listener.close();
    },
  };
}
