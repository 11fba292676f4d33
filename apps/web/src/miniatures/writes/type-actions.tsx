import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { createActions, type OwnStep, type TypeActions } from './create-actions.tsx';
import { createOwnSteps } from './own-steps.ts';
import { typeCacheOf } from './type-cache.ts';

const Actions = createContext<TypeActions | null>(null);

/** Keeps what the user did last, over all pages of the area. */
export function TypeActionsProvider({ children }: { readonly children: ReactNode }) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [actions] = useState(() =>
    createActions({
      client,
      cache: typeCacheOf({ client, trpc, queryClient }),
      steps: createOwnSteps<OwnStep>(),
    }),
  );
  return <Actions value={actions}>{children}</Actions>;
}

export function useTypeActions(): TypeActions {
  const actions = useContext(Actions);
  if (actions === null) throw new TypeError('There is no TypeActionsProvider above.');
  return actions;
}
