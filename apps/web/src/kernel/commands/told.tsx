import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Message } from './command.ts';
import classes from './told.module.css';

interface Props {
  readonly message: Message;
  /** Offered beside it. */
  readonly onUndo?: (() => void) | undefined;
}

/** A message in the language of the moment, with "Undo" where there is something to take back. */
export function Told({ message, onUndo }: Props) {
  const { t } = useTranslation();
  const text = useMessageText([message])(message);
  if (onUndo === undefined) return <span className={classes.text}>{text}</span>;
  return (
    <div className={classes.told}>
      <span className={classes.text}>{text}</span>
      <Button variant="light" size="compact-sm" onClick={onUndo} aria-keyshortcuts="U">
        {t('undo')}
      </Button>
    </div>
  );
}

/** Turns messages into words; the words of their areas are fetched where they are not there yet. */
export function useMessageText(messages: readonly (Message | undefined)[]) {
  const areas = messages.flatMap((message) => message?.key.split(':').slice(0, -1) ?? []);
  // Which area's words these are is known only to who made the message.
  const { i18n } = useTranslation(['kernel', ...areas] as ['kernel']);
  const translate = i18n.t as unknown as (key: string, values?: object) => string;
  return ({ key, values, names = {} }: Message): string => {
    const named = Object.entries(names).map(([name, word]) => [name, translate(word)]);
    return translate(key, { ...values, ...Object.fromEntries(named) });
  };
}
