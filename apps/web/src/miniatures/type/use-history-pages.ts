import type { Page } from '@atelier/domain/miniatures/types.ts';
import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

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
  // A change that comes in while a page is on its way has everything read anew, and that page is lost:
  // it is asked for until it is there, or has failed.
  const shown = query.data?.pages.length ?? 0;
  const [wanted, setWanted] = useState(0);
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  const isMissing = shown > 0 && shown < wanted && hasNextPage;
  useEffect(() => {
    if (!isMissing || isFetching) return;
    if (isFetchNextPageError) setWanted(shown);
    else void fetchNextPage();
  }, [isMissing, isFetching, isFetchNextPageError, shown, fetchNextPage]);
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    isPending: query.isPending,
    hasMore: hasNextPage,
    isLoadingMore: isMissing,
    onMore: () => {
      setWanted(shown + 1);
      void fetchNextPage();
    },
  };
}
