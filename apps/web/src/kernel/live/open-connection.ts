import type { AtelierClient } from '@atelier/sdk/client.ts';
import { changes, type Place, subjectOf } from './event-place.ts';
import type { OpenConnection } from './shared-connection.ts';

const retryMs = 1000;

/**
 * Opens the stream over SSE, and opens it again for as long as it is wanted, each subject from the
 * place up to which it was heard.
 */
export function openConnection(client: AtelierClient): OpenConnection {
  return (places, { onEvent, onState }) => {
    let subscription: { unsubscribe: () => void } | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const close = () => {
      clearTimeout(timer);
      subscription?.unsubscribe();
      subscription = undefined;
    };
    const again = () => {
      if (subscription === undefined) return;
      onState('lost');
      close();
      timer = setTimeout(open, retryMs);
    };
    const open = () => {
      close();
      subscription = client.live.stream.subscribe(inputOf(places), {
        onData(event) {
          if (!('id' in event)) {
            // The server may be there and not hear of changes itself: it says so, and when it does.
            if (event.kind !== 'topic-refused') onState(event.kind === 'live' ? 'live' : 'lost');
            return;
          }
          places.set(subjectOf(event.data), event.id);
          onEvent({ id: event.id, event: event.data });
        },
        onConnectionStateChange({ state, error }) {
          if (state === 'connecting' && error !== null) onState('lost');
        },
        onError: again,
        onComplete: again,
      });
    };
    open();
    return { reopen: open, close };
  };
}

function inputOf(places: ReadonlyMap<string, Place>) {
  const topics = [...places].filter(([subject]) => subject !== changes);
  return {
    after: places.get(changes),
    topics: topics.map(([topic, after]) => ({ topic, after })),
  };
}
