import type { SuiteRunStatus } from '@atelier/domain/orchestra/statuses.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';

/** The runs of all suites, the newest first, page by page. */
export function useSuiteRunList(which: { readonly status?: SuiteRunStatus[] }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { ...which, limit: 100 };
  return useInfiniteQuery({
    queryKey: trpc.orchestra.runs.list.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) =>
      client.orchestra.runs.list.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
