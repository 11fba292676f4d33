import { randomUUID } from 'node:crypto';
import type { Change } from '@atelier/domain/kernel/change.ts';
import type { TopicMessage } from '@atelier/domain/kernel/topic.ts';
import { type Backlog, createEventLog, type LoggedEvent, type LogLimits } from './event-log.ts';
import type { PlacedEvent, StreamInput, StreamState } from './live-event.ts';

/** With the id by which whoever lost the connection says how far it came; a state has none. */
export type StreamedEvent =
  | { readonly id: string; readonly event: PlacedEvent }
  | { readonly id: undefined; readonly event: StreamState };

/** Hands what the one LISTEN connection hears to all open streams. */
export interface LiveHub {
  changed(change: Change): void;
  message(message: TopicMessage): void;
  /** Anything may have been missed; from now on all is heard. */
  missed(): void;
  /** Nothing is heard until "missed". */
  interrupted(): void;
  /**
   * What a listener wants to hear, from the place where it was, until the signal ends it. Listeners are not
   * waited for: one that reads too slowly is told that something is missing, as after a lost connection.
   */
  stream(wanted: StreamInput, signal: AbortSignal): AsyncIterable<StreamedEvent>;
  /** Ends every open stream: the server is about to stop. */
  close(): void;
}

const usualLimits: LogLimits = {
  topicEvents: 1000,
  topicBytes: 256 * 1024,
  totalBytes: 16 * 1024 * 1024,
};

/** So many events are handed to a listener before it is looked again what is still there. */
const batchSize = 64;

/** Where changes stand in the log: no topic that can be asked for has this name. */
const changes = '';

export function createLiveHub(limits: LogLimits = usualLimits): LiveHub {
  const log = createEventLog<PlacedEvent>(limits);
  /** Ids of another life of the server say nothing here. */
  const life = randomUUID().slice(0, 8);
  const listeners = new Set<() => void>();
  let isHearing = true;
  let isClosed = false;
  const wake = () => {
    for (const listener of listeners) listener();
  };
  const idOf = (place: number) => `${life}-${place}`;
  /** The place that an id means: undefined for no id, below all places for one that says nothing. */
  const placeOf = (id: string | undefined): number | undefined => {
    if (id === undefined) return undefined;
    const [, ofLife, place] = /^(\w{8})-(\d{1,15})$/.exec(id) ?? [];
    return ofLife === life ? Math.min(Number(place), log.place()) : -1;
  };

  /** Changes are not told again to whoever missed some: they read anew, and that is all of it. */
  const changesSince = (heard: number | undefined): Backlog<PlacedEvent> => {
    const backlog = log.since(changes, heard ?? -1);
    const missed = heard === undefined || heard < 0 || backlog.missedUpTo !== undefined;
    return missed ? { missedUpTo: log.place(), events: [] } : backlog;
  };
  /** What there is to tell, in the one order; where something is missing, that comes first. */
  const pending = (
    heard: ReadonlyMap<string, number | undefined>,
  ): readonly LoggedEvent<PlacedEvent>[] => {
    const gaps: LoggedEvent<PlacedEvent>[] = [];
    const told: LoggedEvent<PlacedEvent>[] = [];
    for (const [topic, place] of heard) {
      const { missedUpTo, events } =
        topic === changes ? changesSince(place) : log.since(topic, place);
      if (missedUpTo !== undefined) {
        const event: PlacedEvent =
          topic === changes ? { kind: 'missed' } : { kind: 'content-missed', topic };
        gaps.push({ place: missedUpTo, topic, event });
      }
      told.push(...events);
    }
    return [...gaps, ...told].sort((one, other) => one.place - other.place);
  };
  /** The last place that is wholly told with an event: gaps may share theirs with what follows. */
  const toldWith = (all: readonly LoggedEvent<PlacedEvent>[], index: number): number => {
    const [{ place } = { place: 0 }, next] = all.slice(index, index + 2);
    return next === undefined ? place : Math.min(place, next.place - 1);
  };

  return {
    changed(change) {
      const event = { kind: 'changed', ...change } as const;
      log.append(changes, event, JSON.stringify(change).length);
      wake();
    },
    message(message) {
      if ('lost' in message) log.lose(message.topic);
      else {
        const { topic, content } = message;
        log.append(topic, { kind: 'content', topic, content }, JSON.stringify(content).length);
      }
      wake();
    },
    missed() {
      isHearing = true;
      log.loseAll();
      wake();
    },
    interrupted() {
      isHearing = false;
      wake();
    },
    close() {
      isClosed = true;
      wake();
    },
    async *stream({ after, topics, lastEventId }, signal) {
      const last = placeOf(lastEventId);
      const begin = (id: string | undefined) => {
        const place = placeOf(id);
        return last === undefined ? place : Math.max(place ?? -1, last);
      };
      const heard = new Map([[changes, begin(after)]]);
      for (const one of topics) heard.set(one.topic, begin(one.after));
      let resume = () => {};
      let isWoken = false;
      const listener = () => {
        isWoken = true;
        resume();
      };
      listeners.add(listener);
      signal.addEventListener('abort', listener);
      const isOver = () => isClosed || signal.aborted;
      let told: boolean | undefined;
      let toldUpTo = 0;
      try {
        while (!isOver()) {
          isWoken = false;
          if (told !== isHearing) {
            told = isHearing;
            yield { id: undefined, event: { kind: isHearing ? 'live' : 'interrupted' } };
          }
          const upTo = log.place();
          const all = pending(heard);
          for (const [index, { place, topic, event }] of all.slice(0, batchSize).entries()) {
            if (isOver()) return;
            heard.set(topic, place);
            toldUpTo = Math.max(toldUpTo, toldWith(all, index));
            yield { id: idOf(toldUpTo), event };
          }
          if (all.length > batchSize) continue;
          // Also of topics on which there was nothing.
          for (const topic of heard.keys()) heard.set(topic, upTo);
          if (isWoken || isOver()) continue;
          await new Promise<void>((resolve) => {
            resume = resolve;
          });
        }
      } finally {
        listeners.delete(listener);
        signal.removeEventListener('abort', listener);
      }
    },
  };
}
