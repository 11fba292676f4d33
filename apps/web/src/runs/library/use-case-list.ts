import type { CaseFilter } from '@atelier/domain/runs/schemas.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';

export interface WhichCases extends CaseFilter {
  readonly projectId: string;
  readonly suiteId?: string;
  readonly archived: boolean;
}

/** Cases in their order, page by page. */
export function useCaseList(which: WhichCases) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { ...which, limit: 200 };
  return useInfiniteQuery({
    queryKey: trpc.runs.cases.list.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) =>
      client.runs.cases.list.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
