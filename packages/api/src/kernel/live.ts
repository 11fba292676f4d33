import { EventEmitter, on } from 'node:events';
import type { Change } from '@atelier/db/kernel/notifications.ts';

/** What open pages are told: something changed, or "you may have missed something, read anew". */
export type LiveEvent = ({ readonly kind: 'changed' } & Change) | { readonly kind: 'missed' };

/** Hands what the one LISTEN connection hears to all open subscriptions. */
export interface LiveHub {
  publish(event: LiveEvent): void;
  /** Events from now on, until the signal ends it. Listening begins before the first is asked for. */
  subscribe(signal: AbortSignal): AsyncIterable<LiveEvent>;
}

export function createLiveHub(): LiveHub {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  return {
    publish: (event) => {
      emitter.emit('event', event);
    },
    subscribe(signal) {
      const events = on(emitter, 'event', { signal });
      return (async function* () {
        try {
          for await (const [event] of events) yield event as LiveEvent;
        } catch (error) {
          if (!signal.aborted) throw error;
        }
      })();
    },
  };
}
