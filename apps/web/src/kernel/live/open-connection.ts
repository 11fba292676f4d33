import type { AtelierClient } from '@atelier/sdk/client.ts';
import type { OpenConnection } from './shared-connection.ts';

const retryMs = 1000;

/** Opens the subscription over SSE, and opens it again for as long as it is wanted. */
export function openConnection(client: AtelierClient): OpenConnection {
  return ({ onEvent, onState }) => {
    let closed = false;
    let subscription: { unsubscribe: () => void } | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      if (closed) return;
      onState('lost');
      subscription?.unsubscribe();
      timer = setTimeout(start, retryMs);
    };
    const start = () => {
      subscription = client.live.changes.subscribe(undefined, {
        onData(event) {
          // The server is there, but does not hear of changes itself: it says "missed" when it does.
          if (event.kind === 'interrupted') return onState('lost');
          onState('live');
          onEvent(event);
        },
        onConnectionStateChange({ state, error }) {
          if (state === 'connecting' && error !== null) onState('lost');
        },
        onError: again,
        onComplete: again,
      });
    };
    start();
    return () => {
      closed = true;
      clearTimeout(timer);
      subscription?.unsubscribe();
    };
  };
}
