import { listen } from '@atelier/db/kernel/listen.ts';
import { createNotifier, type Notifier } from '@atelier/db/kernel/notifications.ts';
import type { Change } from '@atelier/domain/kernel/change.ts';
import type { Knex } from 'knex';
import type { Services } from './context.ts';
import { createLiveHub } from './live/hub.ts';

export interface OpenServices {
  readonly services: Services;
  /** Sends what is still to be announced and stops listening; the pool stays open. */
  close(): Promise<void>;
}

/** Is told what is heard of all processes, before open streams are; what this one announces, at once. */
export interface Listener {
  changed(change: Change): void;
  /** Whether all is heard from now on: what was remembered before may be outdated. */
  hearing(isSo: boolean): void;
}

/**
 * The kernel's services over one database, made once in a process that serves calls. A process that only
 * tells others what it did, such as a worker or a command, needs only `createNotifier`, and calls its
 * `flush` before the pool is closed.
 */
export function openServices(
  db: Knex,
  connectionString: string,
  listeners: Partial<Listener> = {},
): OpenServices {
  const live = createLiveHub();
  const toAll = createNotifier(db);
  const notifier: Notifier = {
    ...toAll,
    notify(change) {
      // Here at once: what the caller asks next is not to be answered by what was remembered.
      listeners.changed?.(change);
      toAll.notify(change);
    },
  };
  const listener = listen({
    connectionString,
    onChange(change) {
      listeners.changed?.(change);
      live.changed(change);
    },
    onMessage: live.message,
    onMissed() {
      listeners.hearing?.(true);
      live.missed();
    },
    onLost() {
      listeners.hearing?.(false);
      live.interrupted();
    },
  });
  return {
    services: {
      db,
      live,
      notifier,
    },
    async close() {
      live.close();
      await notifier.flush();
      await listener.close();
    },
  };
}
