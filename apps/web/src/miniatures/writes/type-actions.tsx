import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import type { LiveDependencies } from '../../kernel/areas.ts';
import { createActions, type OwnStep, type TypeActions } from './create-actions.tsx';
import { createOwnSteps } from './own-steps.ts';
import { typeCacheOf } from './type-cache.ts';

const Actions = createContext<TypeActions | null>(null);

/** Keeps what the user did last, also while another area is shown. */
export function TypeActionsProvider({ children }: { readonly children: ReactNode }) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return <Actions value={actionsOf({ client, trpc, queryClient })}>{children}</Actions>;
}

const made = new WeakMap<QueryClient, TypeActions>();

/** The one list of a query client, as its cache is the one cache. */
function actionsOf(dependencies: LiveDependencies): TypeActions {
  const { client, queryClient } = dependencies;
  const actions =
    made.get(queryClient) ??
    createActions({
      client,
      cache: typeCacheOf(dependencies),
      steps: createOwnSteps<OwnStep>(),
    });
  made.set(queryClient, actions);
  return actions;
}

export function useTypeActions(): TypeActions {
  const actions = useContext(Actions);
  if (actions === null) throw new TypeError('There is no TypeActionsProvider above.');
  return actions;
}
