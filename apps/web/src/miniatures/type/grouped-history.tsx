import type { HistoryGroup } from '@atelier/domain/miniatures/history.ts';
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
  const noteOf = ({ kind, imported, entries }: HistoryGroup) => {
    const steps = entries > 1 && kind !== 'import' ? t('history.entries', { count: entries }) : '';
    const notes = [imported ? t('history.imported') : '', steps].filter((text) => text !== '');
    return notes.length > 0 ? notes.join(' · ') : undefined;
  };
  return (
    <HistoryList pages={pages}>
      {pages.items.map((group) => (
        <HistoryLine
          key={`${group.startedAt} ${group.kind} ${group.imported} ${group.from} ${group.to}`}
          kind={group.kind}
          from={group.from}
          to={group.to}
          into={group.into}
          quantity={group.quantity}
          when={format.instantRange(group.startedAt / 1000, group.endedAt / 1000)}
          note={noteOf(group)}
        />
      ))}
    </HistoryList>
  );
}
