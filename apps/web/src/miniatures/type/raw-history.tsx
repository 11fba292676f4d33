import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { HistoryLine } from './history-line.tsx';
import { HistoryList } from './history-list.tsx';

/** Every entry as it was written, those that were undone marked as such. */
export function RawHistory({ typeId }: { readonly typeId: string }) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { id: typeId, limit: 50 };
  const query = useInfiniteQuery({
    queryKey: trpc.miniatures.rawHistory.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) =>
      client.miniatures.rawHistory.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const entries = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <HistoryList
      isPending={query.isPending}
      hasMore={query.hasNextPage}
      isLoadingMore={query.isFetchingNextPage}
      onMore={() => void query.fetchNextPage()}
    >
      {entries.map((entry) => (
        <HistoryLine
          key={entry.id}
          kind={entry.kind}
          from={entry.from}
          to={entry.to}
          quantity={entry.quantity}
          when={format.exactInstant(entry.at / 1000)}
          undone={entry.undone}
          note={entry.undone ? t('history.undone') : undefined}
        />
      ))}
    </HistoryList>
  );
}
