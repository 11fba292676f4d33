import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { useLanguage } from '../../kernel/i18n/language.ts';

const pageSize = 500;

interface Which {
  readonly search: string;
  readonly archived: boolean;
}

/** The list of types, sorted by the language that is spoken, read page by page as it is scrolled. */
export function useTypeList({ search, archived }: Which) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const locale = useLanguage();
  const input = { search, archived, locale, limit: pageSize };
  const query = useInfiniteQuery({
    queryKey: trpc.miniatures.list.infiniteQueryKey(input),
    // tRPC's own options would send a `direction` along, which the server's strict input refuses.
    queryFn: ({ pageParam, signal }) =>
      client.miniatures.list.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    throwOnError: (_, { state }) => state.data === undefined,
  });
  const pages = query.data?.pages;
  const types = useMemo<readonly MiniatureType[]>(
    () => pages?.flatMap(({ items }) => items) ?? [],
    [pages],
  );
  return { ...query, types, total: pages?.at(-1)?.total ?? 0 };
}
