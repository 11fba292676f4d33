import { type Change, changeSchema } from '@atelier/domain/kernel/change.ts';
import { type TopicMessage, topicMessagesSchema } from '@atelier/domain/kernel/topic.ts';
import { listenChannels } from './listen-channels.ts';
import { changesChannel, topicsChannel } from './notifications.ts';

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
  const { connectionString, onMissed, onLost, heartbeatMs } = options;
  return listenChannels({
    connectionString,
    channels: [changesChannel, topicsChannel],
    applicationName: listenerName,
    onNotification: (channel, payload) => hand(channel, payload, options),
    onListening: onMissed,
    onLost,
    heartbeatMs,
  });
}

/** Whoever may connect to the database may send anything on the channels. */
function hand(channel: string, payload: string, options: ListenOptions): void {
  const { onChange, onMessage, onMissed } = options;
  const read = json(payload);
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
