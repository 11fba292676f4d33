import type { ChatTab } from '@atelier/domain/tracks/tabs.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';

interface Options {
  readonly sessionId: string;
  readonly tab: ChatTab;
  /** A message that is looked for in older and older pages; null for none. */
  readonly linked: string | null;
}

const limit = 50;

/** The messages of a tab as far as they are read, the oldest first. */
export function useThread({ sessionId, tab, linked }: Options) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { sessionId, tab, limit };
  const query = useInfiniteQuery({
    queryKey: trpc.tracks.messages.list.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) =>
      client.tracks.messages.list.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    throwOnError: (_, { state }) => state.data === undefined,
  });
  const { data, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  const messages = data?.pages.flatMap(({ items }) => items).reverse() ?? [];
  const isMissing =
    linked !== null && data !== undefined && !messages.some(({ id }) => id === linked);
  useEffect(() => {
    if (isMissing && hasNextPage && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [isMissing, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
  return {
    messages,
    isPending: query.isPending,
    hasOlder: hasNextPage,
    isFetchingOlder: query.isFetchingNextPage,
    onOlder: () => void fetchNextPage(),
  };
}
