import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { HistoryLine } from './history-line.tsx';
import { HistoryList } from './history-list.tsx';

/** What stands, with neighbours within five minutes as one line. */
export function GroupedHistory({ typeId }: { readonly typeId: string }) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { id: typeId, limit: 15 };
  const query = useInfiniteQuery({
    queryKey: trpc.miniatures.history.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) =>
      client.miniatures.history.query({ ...input, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const groups = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <HistoryList
      isPending={query.isPending}
      hasMore={query.hasNextPage}
      isLoadingMore={query.isFetchingNextPage}
      onMore={() => void query.fetchNextPage()}
    >
      {groups.map((group) => (
        <HistoryLine
          key={`${group.startedAt} ${group.kind} ${group.from} ${group.to}`}
          kind={group.kind}
          from={group.from}
          to={group.to}
          quantity={group.quantity}
          when={format.instantRange(group.startedAt / 1000, group.endedAt / 1000)}
          note={group.entries > 1 ? t('history.entries', { count: group.entries }) : undefined}
        />
      ))}
    </HistoryList>
  );
}
