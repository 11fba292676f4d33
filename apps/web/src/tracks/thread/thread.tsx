import type { ChatTab } from '@atelier/domain/tracks/tabs.ts';
import { Button, Skeleton, Text } from '@mantine/core';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Composer } from './composer.tsx';
import { MessageView } from './message-view.tsx';
import classes from './thread.module.css';
import { useThread } from './use-thread.ts';

interface Props {
  readonly sessionId: string;
  readonly tab: ChatTab;
  /** The message that a link leads to; null for none. */
  readonly linked: string | null;
  readonly composer: RefObject<HTMLTextAreaElement | null>;
}

/** Nearer to the end than this the reader is at the end, in pixels. */
const nearEnd = 80;

/**
 * What was said in a tab, the newest at the end, and the field to say more. The view follows what comes as long as the
 * reader is at the end, and stays where it is otherwise.
 */
export function Thread({ sessionId, tab, linked, composer }: Props) {
  const { t } = useTranslation('tracks');
  const log = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const { messages, isPending, hasOlder, isFetchingOlder, onOlder } = useThread({
    ...{ sessionId, tab, linked },
  });
  const newest = messages.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest message says whether there is more
  useLayoutEffect(() => {
    const element = log.current;
    if (element !== null && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [newest]);
  const isThere = linked !== null && messages.some(({ id }) => id === linked);
  useLayoutEffect(() => {
    if (!isThere) return;
    isAtEnd.current = false;
    document.getElementById(`message-${linked}`)?.scrollIntoView({ block: 'center' });
  }, [isThere, linked]);
  if (isPending) return <Skeleton height={320} radius="md" />;
  return (
    <div className={classes.thread}>
      <div
        ref={log}
        role="log"
        aria-label={t(`thread.log.${tab}`)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard
        tabIndex={0}
        className={classes.log}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
        }}
      >
        {hasOlder && (
          <Button
            variant="subtle"
            size="compact-sm"
            className={classes.older}
            loading={isFetchingOlder}
            onClick={onOlder}
          >
            {t('thread.older')}
          </Button>
        )}
        {messages.length === 0 && <Text c="dimmed">{t(`thread.empty.${tab}`)}</Text>}
        {messages.map((message) => (
          <MessageView key={message.id} message={message} isLinked={message.id === linked} />
        ))}
      </div>
      <Composer ref={composer} sessionId={sessionId} tab={tab} />
    </div>
  );
}
