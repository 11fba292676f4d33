import type { TestRunStatus } from '@atelier/domain/orchestra/statuses.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';

/** The test runs of a run, page by page; null for those of any status. */
export function useTestList(suiteRunId: string, status: TestRunStatus | null) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { suiteRunId, limit: 100, ...(status && { status: [status] }) };
  return useInfiniteQuery({
    queryKey: trpc.orchestra.runs.tests.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) =>
      client.orchestra.runs.tests.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}
