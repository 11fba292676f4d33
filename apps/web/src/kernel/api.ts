import type { RootRouter } from '@atelier/api/root.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { QueryClient } from '@tanstack/react-query';
import { createTRPCContext, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<RootRouter>();

export type Trpc = TRPCOptionsProxy<RootRouter>;

/** Answers that another attempt may change; everything else is final. */
const passing = new Set(['ERR_OFFLINE', 'ERR_UNAVAILABLE', 'ERR_BUSY']);

/**
 * The cache of everything read. What is in it counts as fresh until a live event says otherwise. The
 * server is usually this very machine, so the browser's idea of being "offline" does not matter.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (count, error) => count < 3 && passing.has(callError(error).code),
        retryDelay: (attempt) => Math.min(300 * 2 ** attempt, 2000),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
