import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { askedSettings } from './driver-settings.ts';
import { liftLimits } from './settle-session.ts';

export interface ListenChannelsOptions {
  /** Where a connection is a session: past any pooler. */
  readonly connectionString: string;
  /** Plain names. */
  readonly channels: readonly string[];
  /** How the connection shows in pg_stat_activity. */
  readonly applicationName: string;
  readonly onNotification: (channel: string, payload: string) => void;
  /** It listens now; what was sent before is missed. */
  readonly onListening: () => void;
  /** Nothing is heard until `onListening`. */
  readonly onLost: () => void;
  /** How often the connection has to answer, and how soon; 15 seconds unless told. */
  readonly heartbeatMs?: number | undefined;
}

/** Listens on one connection of its own until it is closed, and reconnects by itself. */
export function listenChannels(options: ListenChannelsOptions) {
  const { connectionString, channels, applicationName, heartbeatMs = 15_000 } = options;
  let closed = false;
  let isHearing = true;
  let client: Client | undefined;

  /** Listens until the connection is lost, or no longer answers. */
  const listenOnce = async (): Promise<void> => {
    const settings = await askedSettings(connectionString);
    if (closed) return;
    const next = new Client({
      ...settings,
      application_name: applicationName,
      keepAlive: true,
      connectionTimeoutMillis: heartbeatMs,
      query_timeout: heartbeatMs,
    });
    const lost = new Promise<boolean>((resolve) => {
      next.on('error', () => resolve(true));
      next.on('end', () => resolve(true));
    });
    next.on('notification', ({ channel, payload }) =>
      options.onNotification(channel, payload ?? ''),
    );
    client = next;
    const listens = channels.map((channel) => `LISTEN ${channel}`);
    const listening = next.connect().then(() => next.query([liftLimits, ...listens].join('; ')));
    // A client that is ended while it connects never says so to whoever waits for the connection.
    if ((await Promise.race([lost, listening])) === true) return;
    isHearing = true;
    options.onListening();
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
      if (isHearing && !closed) options.onLost();
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
