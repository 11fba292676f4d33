import type { Change } from '@atelier/domain/kernel/change.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { type TopicContent, topicSchema } from '@atelier/domain/kernel/topic.ts';
import type { Knex } from 'knex';
import { maxMessageBytes, packMessages, type TopicText } from './pack-messages.ts';

/** The one channel of changes that all areas share, and the one of topics. */
export const changesChannel = 'atelier_changes';
export const topicsChannel = 'atelier_topics';

/** NOTIFY carries under 8,000 bytes; more ids than this become "anything". */
const maxIds = 100;
const gatherMs = 25;
const retryMs = 1000;
/** What may wait to be sent; past it, what waits is given up, and its listeners are told. */
const maxQueuedBytes = 1024 * 1024;

/**
 * Tells every process about changes, gathered over 25 ms into one NOTIFY for each entity of each project, and about what is
 * published on topics, in as few NOTIFYs as it fits in. They are sent after the commit and outside it,
 * because a commit with a NOTIFY in it holds a lock that all other such commits wait for (ADR 0006). A
 * process killed in between tells nobody; its tabs reconnect, and then read everything again. A process
 * that ends by itself, such as a command, calls `flush` first.
 */
export function createNotifier(db: Knex) {
  const gathered = new Map<string, GatheredChange>();
  let queued: TopicText[] = [];
  let queuedBytes = 0;
  const lost = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let sending = Promise.resolve();

  const notifyAll = (channel: string, payload: string): Promise<unknown> =>
    db.raw('SELECT pg_notify(?, ?)', [channel, payload]);
  const takeQueued = (): TopicText[] => {
    const taken = queued;
    queued = [];
    queuedBytes = 0;
    return taken;
  };
  const send = async () => {
    const changes = [...gathered.values()].map(toChange);
    gathered.clear();
    const gaps = [...lost].map((topic) => ({ topic, text: JSON.stringify({ topic, lost: true }) }));
    lost.clear();
    const payloads = packMessages([...gaps, ...takeQueued()]);
    for (const change of changes) {
      await notifyAll(changesChannel, JSON.stringify(change)).catch(() => {});
    }
    for (const { topics, text } of payloads) {
      // Behind a gap nothing is sent that would hide it.
      const sent = lost.size === 0 && (await notifyAll(topicsChannel, text).catch(() => false));
      if (sent === false) for (const topic of topics) lost.add(topic);
    }
    if (lost.size > 0) timer ??= setTimeout(flush, retryMs).unref();
  };
  /** Sends what is gathered, behind what is being sent; call it before the pool is closed. */
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    sending = sending.then(send);
    return sending;
  };
  return {
    notify({ area, entity, ids, projectId, onlyFor }: Change): void {
      const subject = JSON.stringify([area, entity, projectId, onlyFor]);
      const change = gathered.get(subject) ?? { area, entity, projectId, onlyFor, ids: new Set() };
      gathered.set(subject, change);
      if (ids === null) change.ids = null;
      for (const id of ids ?? []) change.ids?.add(id);
      if (change.ids !== null && change.ids.size > maxIds) change.ids = null;
      timer ??= setTimeout(flush, gatherMs);
    },
    /**
     * Sends a piece of content to everybody who listens to the topic now, in the order of the calls, and to
     * those who ask while it is in the servers' buffers. It is stored nowhere else. Throws
     * `ERR_PAYLOAD_TOO_LARGE` past `limit` bytes: cut the content into pieces, as a long text can be, or
     * store it and publish where it is.
     */
    publish(topic: string, content: TopicContent): void {
      const text = JSON.stringify({ topic: topicSchema.parse(topic), content });
      const bytes = Buffer.byteLength(text);
      if (bytes > maxMessageBytes) {
        throw kernelError('ERR_PAYLOAD_TOO_LARGE', { bytes, limit: maxMessageBytes });
      }
      if (queuedBytes + bytes > maxQueuedBytes) for (const one of takeQueued()) lost.add(one.topic);
      queued.push({ topic, text });
      queuedBytes += bytes;
      timer ??= setTimeout(flush, gatherMs);
    },
    flush,
  };
}

/** What changed of one entity since the last NOTIFY. */
interface GatheredChange {
  readonly area: string;
  readonly entity: string;
  readonly projectId: string | undefined;
  readonly onlyFor: string | undefined;
  ids: Set<string> | null;
}

function toChange({ ids, ...change }: GatheredChange): Change {
  return { ...change, ids: ids && [...ids] };
}

export type Notifier = ReturnType<typeof createNotifier>;
