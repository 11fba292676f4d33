import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { HistoryLine } from './history-line.tsx';
import { HistoryList } from './history-list.tsx';
import { useHistoryPages } from './use-history-pages.ts';

/** What stands, with neighbours within five minutes as one line. */
export function GroupedHistory({ typeId }: { readonly typeId: string }) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { id: typeId, limit: 15 };
  const pages = useHistoryPages(trpc.miniatures.history.infiniteQueryKey(input), (cursor, signal) =>
    client.miniatures.history.query({ ...input, cursor }, { signal }),
  );
  return (
    <HistoryList pages={pages}>
      {pages.items.map((group) => (
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
