import type { AtelierClient } from '@atelier/sdk/client.ts';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useTRPC } from '../api.ts';
import type { Area } from '../areas.ts';
import { openConnection } from './open-connection.ts';
import { type ConnectionState, shareConnection } from './shared-connection.ts';

const Connection = createContext<ConnectionState>('connecting');

/** Whether changes made elsewhere reach this page. */
export function useConnectionState(): ConnectionState {
  return useContext(Connection);
}

interface Props {
  readonly areas: readonly Area[];
  readonly client: AtelierClient;
  readonly children: ReactNode;
}

/** Keeps what is shown up to date with what others change. */
export function LiveUpdates({ areas, client, children }: Props) {
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const [state, setState] = useState<ConnectionState>('connecting');
  useEffect(() => {
    const refreshers = new Map(
      areas.map((area) => [area.id, area.createRefresher({ client, trpc, queryClient })]),
    );
    return shareConnection(openConnection(client), {
      onState: setState,
      onEvent(event) {
        // "missed" comes first on every connection: what was read before it may be out of date.
        if (event.kind === 'missed') void queryClient.invalidateQueries();
        else refreshers.get(event.area)?.(event);
      },
    });
  }, [areas, client, trpc, queryClient]);
  return <Connection value={state}>{children}</Connection>;
}
