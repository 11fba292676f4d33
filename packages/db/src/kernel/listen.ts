import { setTimeout as sleep } from 'node:timers/promises';
import { type Change, changeSchema } from '@atelier/domain/kernel/change.ts';
import { Client } from 'pg';
import { driverSettings } from './driver-settings.ts';
import { changesChannel } from './notifications.ts';

export interface ListenOptions {
  readonly connectionString: string;
  readonly onChange: (change: Change) => void;
  /** Changes may have been missed: the connection stands only now, or something unreadable came. */
  readonly onMissed: () => void;
  /** Nothing is heard until `onMissed`. */
  readonly onLost: () => void;
  /** How often the connection has to answer, and how soon; 15 seconds unless told. */
  readonly heartbeatMs?: number;
}

/** Listens on one connection of its own for as long as the process lives, and reconnects by itself. */
export function listen(options: ListenOptions) {
  const { connectionString, onMissed, onLost, heartbeatMs = 15_000 } = options;
  let closed = false;
  let isHearing = true;
  let client: Client | undefined;

  /** Listens until the connection is lost, or no longer answers. */
  const listenOnce = async (): Promise<void> => {
    const next = new Client({
      ...driverSettings(connectionString),
      application_name: 'atelier listener',
      keepAlive: true,
      connectionTimeoutMillis: heartbeatMs,
      query_timeout: heartbeatMs,
    });
    const lost = new Promise<boolean>((resolve) => {
      next.on('error', () => resolve(true));
      next.on('end', () => resolve(true));
    });
    next.on('notification', ({ payload }) => hand(payload, options));
    client = next;
    const listening = next.connect().then(() => next.query(`LISTEN ${changesChannel}`));
    // A client that is ended while it connects never says so to whoever waits for the connection.
    if ((await Promise.race([lost, listening])) === true) return;
    isHearing = true;
    onMissed();
    while (!(await Promise.race([lost, sleep(heartbeatMs, false, { ref: false })]))) {
      // A connection whose other end vanished says nothing of it by itself.
      await next.query('SELECT 1');
    }
  };
  /** Without waiting for the other end, which may be gone. */
  const hangUp = async () => {
    const ended = client?.end().catch(() => {});
    client?.connection.stream.destroy();
    await ended;
  };
  const run = async () => {
    while (!closed) {
      await listenOnce().catch(() => {});
      if (isHearing && !closed) onLost();
      isHearing = false;
      await hangUp();
      if (!closed) await sleep(250);
    }
  };
  const done = run();
  return {
    async close(): Promise<void> {
      closed = true;
      await hangUp();
      await done;
    },
  };
}

/** Whoever may connect to the database may send anything on the channel. */
function hand(payload: string | undefined, { onChange, onMissed }: ListenOptions): void {
  const change = changeSchema.safeParse(json(payload ?? ''));
  if (change.success) onChange(change.data);
  else onMissed();
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
