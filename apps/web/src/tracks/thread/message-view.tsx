import type { Message } from '@atelier/domain/tracks/types.ts';
import { Text } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { Markdown } from '../../kernel/markdown/markdown.tsx';
import classes from './thread.module.css';

interface Props {
  readonly message: Message;
  /** Whether a link leads to it. */
  readonly isLinked: boolean;
}

/** One message: who said it, when, and what. It is drawn again only when it changes. */
export const MessageView = memo(function MessageView({ message, isLinked }: Props) {
  const { t } = useTranslation('tracks');
  const format = useFormat();
  const { id, role, content, createdAt } = message;
  return (
    <article
      id={`message-${id}`}
      className={classes.message}
      data-role={role}
      data-linked={isLinked}
      aria-label={isLinked ? t('thread.linked') : undefined}
    >
      <header className={classes.said}>
        <strong>{t(`thread.roles.${role}`)}</strong>
        <Text component="time" size="sm" c="dimmed" dateTime={createdAt}>
          {format.instant(Date.parse(createdAt))}
        </Text>
      </header>
      <Markdown text={content} />
    </article>
  );
});
