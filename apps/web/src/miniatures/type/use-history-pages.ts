import type { Page } from '@atelier/domain/miniatures/types.ts';
import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

/** A history that is read page by page, and what its list needs to show it. */
export interface HistoryPages<Item> {
  readonly items: readonly Item[];
  readonly isPending: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
}

/** Reads the first page, and the next ones as they are asked for. */
export function useHistoryPages<Item>(
  queryKey: QueryKey,
  readPage: (cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>,
): HistoryPages<Item> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => readPage(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // Without a first page there is nothing to show: the page says why.
    throwOnError: (_, { state }) => state.data === undefined,
  });
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    isPending: query.isPending,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    onMore: () => void query.fetchNextPage(),
  };
}
