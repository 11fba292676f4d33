import type { PlacedEvent } from '@atelier/api/kernel/live/live-event.ts';
import { newKey } from '@atelier/sdk/idempotency-key.ts';
import { changes, earlier, isNews, type Place, subjectOf } from './event-place.ts';
import { takeTurns } from './leadership.ts';

/** Whether changes made elsewhere reach this page. */
export type ConnectionState = 'connecting' | 'live' | 'lost';

export interface StreamedEvent {
  readonly id: string;
  readonly event: PlacedEvent;
}

/** What a page hears of changes. */
export type ChangeEvent = Extract<PlacedEvent, { kind: 'changed' | 'missed' }>;
/** What it hears of a topic. */
export type TopicEvent = Exclude<PlacedEvent, ChangeEvent>;

/**
 * Opens a connection of this tab's own, for the subjects that have a place in `places`; places advance as
 * events come. Call `reopen` after subjects were added, or are wanted from an earlier place.
 */
export type OpenConnection = (
  places: Map<string, Place>,
  listener: {
    readonly onEvent: (event: StreamedEvent) => void;
    readonly onState: (state: ConnectionState) => void;
  },
) => { reopen: () => void; close: () => void };

export interface PageListener {
  readonly onEvent: (event: ChangeEvent) => void;
  readonly onState: (state: ConnectionState) => void;
}

export interface SharedConnection {
  /** Hears a topic from what the server still has of it on, each event once; gives what ends it. */
  listenTo(topic: string, onEvent: (event: TopicEvent) => void): () => void;
  close(): void;
}

/** A listener to a topic in some tab, and up to where it heard it. */
interface Want {
  readonly key: string;
  readonly topic: string;
  after: Place;
}

type TabMessage =
  | ({ readonly about: 'event' } & StreamedEvent)
  | { readonly about: 'state'; readonly state: ConnectionState }
  | { readonly about: 'leads' }
  | { readonly about: 'hello'; readonly wants: readonly Want[] };

/** Another one whenever the messages change: tabs of the version before may still be open. */
const name = 'atelier.stream';

/** How often a tab asks the one that keeps the connection whether it is still there. */
const askMs = 4000;
/** After so many questions without an answer nothing reaches this tab, whatever was said before. */
const patience = 2;

/**
 * One connection for all tabs of a browser. A browser allows six to one server, and each one held open for
 * live events is missing for requests, so a seventh tab would hang (ADR 0033). The leading tab keeps the
 * connection, also for the topics that other tabs want, and passes on what it hears. When it closes, the
 * next leader continues where it was; when it is there but silent, the others notice.
 */
export function shareConnection(open: OpenConnection, page: PageListener): SharedConnection {
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name);
  const tell = (message: TabMessage) => channel?.postMessage(message);
  const wants = new Map<string, Want & { readonly onEvent: (event: TopicEvent) => void }>();
  let heard: Place;
  let state: ConnectionState = 'connecting';
  let unanswered = 0;
  let leading: ReturnType<typeof lead> | undefined;

  const setState = (next: ConnectionState) => {
    state = next;
    page.onState(next);
  };
  const deliver = ({ id, event }: StreamedEvent) => {
    // That something is missing may stand at the place where a listener is already.
    const isGap = event.kind === 'missed' || event.kind === 'content-missed';
    if (event.kind === 'changed' || event.kind === 'missed') {
      if (isNews(id, heard)) heard = id;
      else if (!isGap) return;
      page.onEvent(event);
      return;
    }
    for (const want of wants.values()) {
      if (want.topic !== subjectOf(event)) continue;
      if (isNews(id, want.after)) want.after = id;
      else if (!isGap) continue;
      want.onEvent(event);
    }
  };
  const ownWants = (): readonly Want[] =>
    [...wants.values()].map(({ key, topic, after }) => ({ key, topic, after }));
  const sayHello = () => {
    if (leading) leading.take(ownWants());
    else tell({ about: 'hello', wants: ownWants() });
  };

  /** Keeps the connection, for this tab's wants and those that others tell of every now and then. */
  function lead() {
    const places = new Map([[changes, heard]]);
    const known = new Map<string, { readonly topic: string; readonly at: number }>();
    const connection = open(places, {
      onEvent(event) {
        deliver(event);
        tell({ about: 'event', ...event });
      },
      onState(next) {
        setState(next);
        tell({ about: 'state', state: next });
      },
    });
    return {
      take(asked: readonly Want[]): void {
        const at = Date.now();
        const news = asked.filter(({ key }) => !known.has(key));
        for (const { key, topic } of asked) known.set(key, { topic, at });
        for (const { topic, after } of news) {
          places.set(topic, places.has(topic) ? earlier(places.get(topic), after) : after);
        }
        if (news.length === 0) return;
        for (const [key, want] of known) if (want.at < at - 3 * askMs) known.delete(key);
        const wanted = new Set([...known.values()].map((one) => one.topic));
        for (const topic of places.keys()) {
          if (topic !== changes && !wanted.has(topic)) places.delete(topic);
        }
        connection.reopen();
      },
      close: () => connection.close(),
    };
  }

  const ask = () => {
    if (!leading && unanswered >= patience) setState('lost');
    if (!leading) unanswered += 1;
    sayHello();
  };
  if (channel !== undefined) {
    channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      if (leading) {
        if (data.about !== 'hello') return;
        leading.take(data.wants);
        tell({ about: 'state', state });
        return;
      }
      if (data.about !== 'hello') unanswered = 0;
      if (data.about === 'leads') sayHello();
      if (data.about === 'state') setState(data.state);
      if (data.about === 'event') deliver(data);
    };
  }
  const endTurns = takeTurns(name, {
    onLead() {
      leading = lead();
      tell({ about: 'leads' });
      sayHello();
    },
    onFollow() {
      leading?.close();
      leading = undefined;
      sayHello();
    },
  });
  ask();
  const asking = setInterval(ask, askMs);

  return {
    listenTo(topic, onEvent) {
      const key = newKey();
      wants.set(key, { key, topic, after: undefined, onEvent });
      sayHello();
      return () => void wants.delete(key);
    },
    close() {
      clearInterval(asking);
      leading?.close();
      endTurns();
      channel?.close();
    },
  };
}
