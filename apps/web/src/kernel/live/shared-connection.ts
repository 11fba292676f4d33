import type { LiveEvent } from '@atelier/api/kernel/live/hub.ts';

/** Whether changes made elsewhere reach this page. */
export type ConnectionState = 'connecting' | 'live' | 'lost';

/** What is to be brought up to date; an interruption is a state of the connection. */
export type PageEvent = Exclude<LiveEvent, { kind: 'interrupted' }>;

export interface LiveListener {
  readonly onEvent: (event: PageEvent) => void;
  readonly onState: (state: ConnectionState) => void;
}

/** Opens a connection of one's own; gives what closes it. */
export type OpenConnection = (listener: LiveListener) => () => void;

type TabMessage =
  | { readonly about: 'event'; readonly event: PageEvent }
  | { readonly about: 'state'; readonly state: ConnectionState }
  | { readonly about: 'hello' };

const name = 'atelier.live';

/** How often a tab asks the one that keeps the connection whether it is still there. */
const askMs = 4000;
/** After so many questions without an answer nothing reaches this tab, whatever was said before. */
const patience = 2;

/**
 * One connection for all tabs of a browser: it allows six to one server, and each held open for live
 * events would be missing for requests, so that the seventh tab would hang (ADR 0033). The tab that
 * holds the lock keeps the connection and tells the others; when it closes, the next one takes over
 * and everybody reads anew; while it is there and says nothing, the others know it. Where the browser has no locks (plain http from another machine), each
 * tab has its own.
 */
export function shareConnection(open: OpenConnection, listener: LiveListener): () => void {
  if (navigator.locks === undefined || typeof BroadcastChannel === 'undefined') {
    return open(listener);
  }
  const channel = new BroadcastChannel(name);
  const tell = (message: TabMessage) => channel.postMessage(message);
  const ended = new AbortController();
  let state: ConnectionState = 'connecting';
  let leads = false;
  let unanswered = 0;
  const hear = (next: ConnectionState) => {
    state = next;
    listener.onState(next);
  };

  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.about === 'hello' && leads) tell({ about: 'state', state });
    if (data.about !== 'hello') unanswered = 0;
    if (data.about === 'state' && !leads) hear(data.state);
    if (data.about === 'event' && !leads) listener.onEvent(data.event);
  };
  const ask = () => {
    if (leads) return;
    if (unanswered >= patience) hear('lost');
    unanswered += 1;
    tell({ about: 'hello' });
  };
  ask();
  const asking = setInterval(ask, askMs);

  const lead = async () => {
    leads = true;
    const close = open({
      onEvent(event) {
        listener.onEvent(event);
        tell({ about: 'event', event });
      },
      onState(next) {
        hear(next);
        tell({ about: 'state', state: next });
      },
    });
    await new Promise<void>((resolve) => ended.signal.addEventListener('abort', () => resolve()));
    close();
  };
  navigator.locks.request(name, { signal: ended.signal }, lead).catch(() => {
    // Closed before its turn came.
  });
  return () => {
    clearInterval(asking);
    ended.abort();
    channel.close();
  };
}
