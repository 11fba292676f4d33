import type { RunStatus } from '@atelier/domain/runs/machine.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';

export interface WhichRuns {
  readonly projectId: string;
  readonly search?: string;
  readonly status?: RunStatus[];
}

/** Runs of a project, the newest first, page by page. */
export function useRunList(which: WhichRuns) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { ...which, limit: 100 };
  return useInfiniteQuery({
    queryKey: trpc.runs.runs.list.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) =>
      client.runs.runs.list.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
