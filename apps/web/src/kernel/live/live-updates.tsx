import type { AtelierClient } from '@atelier/sdk/client.ts';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useTRPC } from '../api.ts';
import type { AreaChange } from '../areas.ts';
import { useAreas } from '../use-areas.ts';
import { openConnection } from './open-connection.ts';
import { type ConnectionState, shareConnection } from './shared-connection.ts';

const Connection = createContext<ConnectionState>('connecting');

/** Whether changes made elsewhere reach this page. */
export function useConnectionState(): ConnectionState {
  return useContext(Connection);
}

interface Props {
  readonly client: AtelierClient;
  readonly children: ReactNode;
}

/** Keeps what is shown up to date with what others change. */
export function LiveUpdates({ client, children }: Props) {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const { loaded } = useAreas();
  const [state, setState] = useState<ConnectionState>('connecting');
  useEffect(() => {
    const refreshers = new Map<string, (change: AreaChange) => void>();
    // Nothing of an area was read before it was there, so until then there is nothing to refresh.
    const refresherOf = (id: string) => {
      const refresher =
        refreshers.get(id) ?? loaded().get(id)?.createRefresher({ client, trpc, queryClient });
      if (refresher) refreshers.set(id, refresher);
      return refresher;
    };
    return shareConnection(openConnection(client), {
      onState: setState,
      onEvent(event) {
        // "missed" comes first on every connection: what was read before it may be out of date.
        if (event.kind === 'missed') void queryClient.invalidateQueries();
        else refresherOf(event.area)?.(event.ids);
      },
    });
  }, [loaded, client, trpc, queryClient]);
  return <Connection value={state}>{children}</Connection>;
}
