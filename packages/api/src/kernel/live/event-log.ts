/** An event of a topic; its place counts through all topics of the process. */
export interface LoggedEvent<Event> {
  readonly place: number;
  readonly topic: string;
  readonly event: Event;
}

/** What a topic has for somebody who heard it up to some place. */
export interface Backlog<Event> {
  /** Set when something before is not here any more: the place behind which all is. */
  readonly missedUpTo: number | undefined;
  readonly events: readonly LoggedEvent<Event>[];
}

export interface LogLimits {
  /** Of one topic. */
  readonly topicEvents: number;
  readonly topicBytes: number;
  /** Of all topics; those that were silent for longest are forgotten. */
  readonly totalBytes: number;
}

interface Kept<Event> extends LoggedEvent<Event> {
  readonly bytes: number;
}

interface Topic<Event> {
  events: Kept<Event>[];
  bytes: number;
  /** What was told up to this place is not here any more, or may not be. */
  goneUpTo: number;
  /** Whether the topic's own first event is still here, for all that is known. */
  whole: boolean;
}

/** What an event takes beside its content. */
const overheadBytes = 200;

/** The latest events of many topics, in one order, within bounded memory. */
export function createEventLog<Event>(limits: LogLimits) {
  // In the order of their latest event.
  const topics = new Map<string, Topic<Event>>();
  // What came before the first event is gone, for whoever speaks of it.
  let place = 1;
  let totalBytes = 0;
  let forgottenUpTo = 1;

  const touch = (name: string): Topic<Event> => {
    const known = topics.get(name);
    topics.delete(name);
    const topic = known ?? { events: [], bytes: 0, goneUpTo: forgottenUpTo, whole: true };
    topics.set(name, topic);
    return topic;
  };
  const dropFirst = (topic: Topic<Event>) => {
    const first = topic.events.shift();
    if (first === undefined) return;
    topic.goneUpTo = first.place;
    topic.whole = false;
    topic.bytes -= first.bytes;
    totalBytes -= first.bytes;
  };
  const forget = (name: string, topic: Topic<Event>) => {
    topics.delete(name);
    totalBytes -= topic.bytes;
    forgottenUpTo = Math.max(forgottenUpTo, topic.events.at(-1)?.place ?? topic.goneUpTo);
  };

  return {
    /** The latest event's place. */
    place: () => place,

    append(name: string, event: Event, contentBytes: number): void {
      const topic = touch(name);
      const bytes = contentBytes + overheadBytes;
      place += 1;
      topic.events.push({ place, topic: name, event, bytes });
      topic.bytes += bytes;
      totalBytes += bytes;
      while (topic.events.length > limits.topicEvents || topic.bytes > limits.topicBytes) {
        dropFirst(topic);
      }
      for (const [silent, one] of topics) {
        if (totalBytes <= limits.totalBytes) break;
        forget(silent, one);
      }
    },

    /** Something of a topic never came here. */
    lose(name: string): void {
      place += 1;
      const topic = touch(name);
      totalBytes -= topic.bytes;
      Object.assign(topic, { events: [], bytes: 0, goneUpTo: place, whole: false });
    },

    /** Something of any topic may never have come here. */
    loseAll(): void {
      place += 1;
      topics.clear();
      totalBytes = 0;
      forgottenUpTo = place;
    },

    /** What comes behind a place; for whoever heard nothing yet (`undefined`), all that is here. */
    since(name: string, heardUpTo: number | undefined): Backlog<Event> {
      const topic = topics.get(name);
      if (topic === undefined) {
        const missed = heardUpTo !== undefined && heardUpTo < forgottenUpTo;
        return { missedUpTo: missed ? forgottenUpTo : undefined, events: [] };
      }
      const { events, goneUpTo, whole } = topic;
      const missed = heardUpTo === undefined ? !whole : heardUpTo < goneUpTo;
      const from = events.findLastIndex((one) => one.place <= (heardUpTo ?? 0)) + 1;
      return { missedUpTo: missed ? goneUpTo : undefined, events: events.slice(from) };
    },
  };
}
