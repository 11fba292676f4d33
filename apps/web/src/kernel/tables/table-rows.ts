import { useMemo } from 'react';

/** Rows for a table, and how it is with them. */
export interface TableRows<Row> {
  readonly rows: readonly Row[];
  readonly isLoading: boolean;
  /** Why there are none; null where nothing is wrong. */
  readonly error: unknown;
  readonly retry: () => void;
  /** Those of before are shown while others are read. */
  readonly isStale: boolean;
  /** Null where all rows are here: then the browser sorts and filters them, otherwise the server does. */
  readonly pages: Pages | null;
}

export interface Pages {
  /** How many rows there are in all, where the server says. */
  readonly total: number | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly hasFailed: boolean;
  readonly loadMore: () => void;
}

interface Query<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isPlaceholderData: boolean;
  readonly refetch: () => unknown;
}

interface InfiniteQuery<Data> extends Query<Data> {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: (options: { readonly cancelRefetch: boolean }) => unknown;
}

const none: readonly never[] = [];

/** All rows at once, from a `useQuery`. */
export function allRows<Row>(query: Query<readonly Row[]>): TableRows<Row> {
  return { ...howItIs(query), rows: query.data ?? none, pages: null };
}

/** Rows that the server sorts, filters and pages by a cursor, from a `useInfiniteQuery`. */
export function usePagedRows<Row>(
  query: InfiniteQuery<{
    readonly pages: readonly { readonly items: readonly Row[]; readonly total?: number }[];
  }>,
): TableRows<Row> {
  const pages = query.data?.pages;
  const rows = useMemo(() => pages?.flatMap(({ items }) => items) ?? none, [pages]);
  return {
    ...howItIs(query),
    rows,
    pages: {
      total: pages?.at(-1)?.total ?? null,
      hasMore: query.hasNextPage,
      isLoadingMore: query.isFetchingNextPage,
      hasFailed: query.isFetchNextPageError,
      loadMore: () => void query.fetchNextPage({ cancelRefetch: false }),
    },
  };
}

function howItIs({ data, error, isPlaceholderData, refetch }: Query<unknown>) {
  return {
    isLoading: data === undefined && error === null,
    error: data === undefined ? error : null,
    retry: () => void refetch(),
    isStale: isPlaceholderData,
  };
}
