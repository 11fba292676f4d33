import { setTimeout as sleep } from 'node:timers/promises';
import { type Change, changeSchema } from '@atelier/domain/kernel/change.ts';
import { type TopicMessage, topicMessagesSchema } from '@atelier/domain/kernel/topic.ts';
import { Client } from 'pg';
import { askedSettings } from './driver-settings.ts';
import { changesChannel, topicsChannel } from './notifications.ts';
import { liftLimits } from './settle-session.ts';

/** How the connection of a running app shows in pg_stat_activity. */
export const listenerName = 'atelier listener';

export interface ListenOptions {
  readonly connectionString: string;
  readonly onChange: (change: Change) => void;
  readonly onMessage: (message: TopicMessage) => void;
  /** Something may have been missed: the connection stands only now, or what came is unreadable. */
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
    const settings = await askedSettings(connectionString);
    if (closed) return;
    const next = new Client({
      ...settings,
      application_name: listenerName,
      keepAlive: true,
      connectionTimeoutMillis: heartbeatMs,
      query_timeout: heartbeatMs,
    });
    const lost = new Promise<boolean>((resolve) => {
      next.on('error', () => resolve(true));
      next.on('end', () => resolve(true));
    });
    next.on('notification', ({ channel, payload }) => hand(channel, payload, options));
    client = next;
    const listening = next
      .connect()
      .then(() => next.query(`${liftLimits}; LISTEN ${changesChannel}; LISTEN ${topicsChannel}`));
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

/** Whoever may connect to the database may send anything on the channels. */
function hand(channel: string, payload: string | undefined, options: ListenOptions): void {
  const { onChange, onMessage, onMissed } = options;
  const read = json(payload ?? '');
  if (channel === topicsChannel) {
    const messages = topicMessagesSchema.safeParse(read);
    if (!messages.success) onMissed();
    else for (const message of messages.data) onMessage(message);
    return;
  }
  const change = changeSchema.safeParse(read);
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
