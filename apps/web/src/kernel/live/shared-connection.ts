import type { LiveEvent } from '@atelier/api/kernel/live.ts';

/** Whether changes made elsewhere reach this page. */
export type ConnectionState = 'connecting' | 'live' | 'lost';

export interface LiveListener {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (state: ConnectionState) => void;
}

/** Opens a connection of one's own; gives what closes it. */
export type OpenConnection = (listener: LiveListener) => () => void;

type TabMessage =
  | { readonly about: 'event'; readonly event: LiveEvent }
  | { readonly about: 'state'; readonly state: ConnectionState }
  | { readonly about: 'hello' };

const name = 'atelier.live';

/**
 * One connection for all tabs of a browser: it allows six to one server, and each held open for live
 * events would be missing for requests, so that the seventh tab would hang (ADR 0033). The tab that
 * holds the lock keeps the connection and tells the others; when it closes, the next one takes over
 * and everybody reads anew. Where the browser has no locks (plain http from another machine), each
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
  const hear = (next: ConnectionState) => {
    state = next;
    listener.onState(next);
  };

  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.about === 'hello' && leads) tell({ about: 'state', state });
    if (data.about === 'state' && !leads) hear(data.state);
    if (data.about === 'event' && !leads) listener.onEvent(data.event);
  };
  tell({ about: 'hello' });

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
    ended.abort();
    channel.close();
  };
}
