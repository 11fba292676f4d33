import type { AtelierClient } from '@atelier/sdk/client.ts';
import { useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
} from 'react';
import { useTRPC } from '../api.ts';
import type { AreaChange } from '../areas.ts';
import { fetchUntilThere, pageIsThere } from '../lazy-part.ts';
import { useAreas } from '../use-areas.ts';
import type { ConnectionState, SharedConnection, TopicEvent } from './shared-connection.ts';

const Connection = createContext<ConnectionState>('connecting');

/** Whether changes made elsewhere reach this page. */
export function useConnectionState(): ConnectionState {
  return useContext(Connection);
}

const Shared = createContext<SharedConnection | undefined>(undefined);

/**
 * Listens to a topic while the component is mounted: hears what the server still has of it, and what
 * follows, each piece once. `content-missed` means that some of it is no longer there: read again what is
 * stored of it.
 */
export function useTopic(topic: string, onEvent: (event: TopicEvent) => void): void {
  const connection = useContext(Shared);
  const latest = useEffectEvent(onEvent);
  useEffect(() => connection?.listenTo(topic, latest), [connection, topic]);
}

interface Props {
  readonly client: AtelierClient;
  readonly children: ReactNode;
}

/** Keeps what is shown up to date with what others change, with code that is fetched once the page stands. */
export function LiveUpdates({ client, children }: Props) {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const { loaded } = useAreas();
  const [state, setState] = useState<ConnectionState>('connecting');
  const [connection, setConnection] = useState<SharedConnection>();
  useEffect(() => {
    const refreshers = new Map<string, (change: AreaChange) => void>();
    // Nothing of an area was read before it was there, so until then there is nothing to refresh.
    const refresherOf = (id: string) => {
      const refresher =
        refreshers.get(id) ?? loaded().get(id)?.createRefresher({ client, trpc, queryClient });
      if (refresher) refreshers.set(id, refresher);
      return refresher;
    };
    let isWanted = true;
    let shared: SharedConnection | undefined;
    const begin = async () => {
      await pageIsThere();
      const { connect } = await fetchUntilThere(
        () => import('./connect.ts'),
        () => isWanted && setState('lost'),
      );
      if (!isWanted) return;
      shared = connect(client, {
        onState: setState,
        onEvent(event) {
          // It comes first, and when a connection cannot go on where it was.
          if (event.kind === 'missed') void queryClient.invalidateQueries();
          else refresherOf(event.area)?.(event);
        },
      });
      setConnection(shared);
    };
    void begin();
    return () => {
      isWanted = false;
      shared?.close();
    };
  }, [loaded, client, trpc, queryClient]);
  return (
    <Connection value={state}>
      <Shared value={connection}>{children}</Shared>
    </Connection>
  );
}
