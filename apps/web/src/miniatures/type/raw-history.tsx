import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import { HistoryLine } from './history-line.tsx';
import { HistoryList } from './history-list.tsx';
import { useHistoryPages } from './use-history-pages.ts';

/** Every entry as it was written, those that were undone marked as such. */
export function RawHistory({ typeId }: { readonly typeId: string }) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { id: typeId, limit: 50 };
  const pages = useHistoryPages(
    trpc.miniatures.rawHistory.infiniteQueryKey(input),
    (cursor, signal) => client.miniatures.rawHistory.query({ ...input, cursor }, { signal }),
  );
  return (
    <HistoryList pages={pages}>
      {pages.items.map((entry) => (
        <HistoryLine
          key={entry.id}
          kind={entry.kind}
          from={entry.from}
          to={entry.to}
          quantity={entry.quantity}
          when={format.exactInstant(entry.at / 1000)}
          undone={entry.undone}
          note={
            entry.undone ? t('history.undone') : entry.imported ? t('history.imported') : undefined
          }
        />
      ))}
    </HistoryList>
  );
}
