import { EventEmitter, on, setMaxListeners } from 'node:events';
import type { Change } from '@atelier/domain/kernel/change.ts';

/**
 * What open pages are told: something changed; "you may have missed something, read anew"; or nothing
 * will be heard until the next "missed", since the database cannot be heard.
 */
export type LiveEvent =
  | ({ readonly kind: 'changed' } & Change)
  | { readonly kind: 'missed' }
  | { readonly kind: 'interrupted' };

/** Hands what the one LISTEN connection hears to all open subscriptions. */
export interface LiveHub {
  publish(event: LiveEvent): void;
  /** What a subscription begins with: "missed", or "interrupted" while that lasts. */
  opening(): LiveEvent;
  /** Events from now on, until the signal ends it. Listening begins before the first is asked for. */
  subscribe(signal: AbortSignal): AsyncIterable<LiveEvent>;
  /** Ends every open subscription: the server is about to stop. */
  close(): void;
}

export function createLiveHub(): LiveHub {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  let opening: LiveEvent = { kind: 'missed' };
  return {
    opening: () => opening,
    close: () => closing.abort(),
    publish: (event) => {
      if (event.kind !== 'changed') opening = event;
      emitter.emit('event', event);
    },
    subscribe(signal) {
      const ended = AbortSignal.any([signal, closing.signal]);
      const events = on(emitter, 'event', { signal: ended });
      return (async function* () {
        try {
          for await (const [event] of events) yield event as LiveEvent;
        } catch (error) {
          if (!ended.aborted) throw error;
        }
      })();
    },
  };
}
