import { canBeUndone, type HistoryGroup, undoWindow } from '@atelier/domain/miniatures/history.ts';
import type { HistoryEntry } from '@atelier/domain/miniatures/types.ts';
import { Button, Skeleton, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { Choice } from '../../kernel/forms/choice.tsx';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { useMayWrite } from '../use-may-write.ts';
import { useTypeActions } from '../writes/type-actions.tsx';
import { HistoryLine } from './history-line.tsx';
import classes from './history-list.module.css';
import { type HistoryPages, useHistoryPages } from './use-history-pages.ts';

/** What happened to a type: summed up, or every entry with what was undone. */
export function HistoryPanel({ typeId }: { readonly typeId: string }) {
  const { t } = useTranslation('miniatures');
  const [raw, setRaw] = useState(false);
  return (
    <Card
      title={t('history.title')}
      actions={
        <Choice
          label={t('history.which')}
          value={raw ? 'raw' : 'grouped'}
          onChange={(value) => setRaw(value === 'raw')}
          options={[
            { value: 'grouped', label: t('history.grouped') },
            { value: 'raw', label: t('history.raw') },
          ]}
        />
      }
    >
      {raw ? <RawHistory typeId={typeId} /> : <GroupedHistory typeId={typeId} />}
    </Card>
  );
}

/** What stands, with neighbours within five minutes as one line. */
function GroupedHistory({ typeId }: { readonly typeId: string }) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { undoNewest } = useTypeActions();
  const input = { id: typeId, limit: 15 };
  const pages = useHistoryPages(trpc.miniatures.history.infiniteQueryKey(input), (cursor, signal) =>
    client.miniatures.history.query({ ...input, cursor }, { signal }),
  );
  const newest = pages.items.find(canBeUndone);
  const canUndo = useCanUndo(newest?.endedAt);
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
          onUndo={canUndo && group === newest ? () => undoNewest(typeId, 'line') : undefined}
        />
      ))}
    </HistoryList>
  );
}

/** Every entry as it was written, those that were undone marked as such. */
function RawHistory({ typeId }: { readonly typeId: string }) {
  const { t } = useTranslation('miniatures');
  const format = useFormat();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { undoNewest } = useTypeActions();
  const input = { id: typeId, limit: 50 };
  const pages = useHistoryPages(
    trpc.miniatures.rawHistory.infiniteQueryKey(input),
    (cursor, signal) => client.miniatures.rawHistory.query({ ...input, cursor }, { signal }),
  );
  const newest = pages.items.find((entry) => canBeUndone(entry) && !entry.undone);
  const canUndo = useCanUndo(newest?.at);
  const noteOf = ({ undone, imported }: HistoryEntry) => {
    if (undone) return t('history.undone');
    return imported ? t('history.imported') : undefined;
  };
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
          note={noteOf(entry)}
          onUndo={canUndo && entry === newest ? () => undoNewest(typeId, 'entry') : undefined}
        />
      ))}
    </HistoryList>
  );
}

/** Whether whoever is here can take back what happened then; turns false when its time is over. */
function useCanUndo(at: number | undefined): boolean {
  const mayWrite = useMayWrite();
  const endsAt = at === undefined ? 0 : (at + undoWindow) / 1000;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, endsAt - Date.now()));
    return () => clearTimeout(timer);
  }, [endsAt]);
  return mayWrite && endsAt > now;
}

interface ListProps {
  readonly pages: HistoryPages<unknown>;
  /** Lines, newest first. */
  readonly children: readonly ReactNode[];
}

function HistoryList({ pages, children }: ListProps) {
  const { t } = useTranslation('miniatures');
  const { isPending, hasMore, isLoadingMore, onMore } = pages;
  if (isPending) return <Skeleton height={160} radius="md" />;
  if (children.length === 0) return <Text c="dimmed">{t('history.empty')}</Text>;
  return (
    <>
      <ol className={classes.list}>{children}</ol>
      {hasMore && (
        <Button variant="default" fullWidth mt="md" loading={isLoadingMore} onClick={onMore}>
          {t('history.more')}
        </Button>
      )}
    </>
  );
}
