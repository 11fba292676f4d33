import { messageLength } from '@atelier/domain/tracks/schemas.ts';
import type { ChatTab } from '@atelier/domain/tracks/tabs.ts';
import { Button, Text, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { type KeyboardEvent, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import classes from './thread.module.css';

interface Props {
  readonly sessionId: string;
  readonly tab: ChatTab;
  readonly ref: Ref<HTMLTextAreaElement>;
}

/** The field in which one writes: Enter sends, Shift and Enter begin a new line, and an IME's Enter is its own. */
export function Composer({ sessionId, tab, ref }: Props) {
  const { t } = useTranslation('tracks');
  const post = useCommand('tracks.messages.post');
  const [content, setContent] = useState('');
  const excess = content.length - messageLength;
  const canSend = content.trim() !== '' && excess <= 0 && !post.isPending;
  const send = async () => {
    if (!canSend) return;
    try {
      await post.ask({ sessionId, tab, content });
      setContent('');
    } catch {
      // It is told below, and the text stays.
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { isComposing } = event.nativeEvent;
    if (event.key !== 'Enter' || event.shiftKey || isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Textarea
        ref={ref}
        label={t(`thread.write.${tab}`)}
        autosize
        minRows={2}
        maxRows={10}
        value={content}
        onChange={({ currentTarget: { value } }) => setContent(value)}
        onKeyDown={onKeyDown}
        {...(excess > 0 ? { error: t('thread.tooLong', { count: excess }) } : {})}
      />
      <FormFailure failure={post.error} />
      <div className={classes.send}>
        <Text size="sm" c="dimmed">
          {t('thread.sendHint')} {t('thread.quiet')}
        </Text>
        <Button
          type="submit"
          disabled={!canSend}
          loading={post.isPending}
          leftSection={<IconSend size={18} aria-hidden />}
        >
          {t('thread.send')}
        </Button>
      </div>
    </form>
  );
}
