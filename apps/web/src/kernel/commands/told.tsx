import { Button } from '@mantine/core';
import type { i18n } from 'i18next';
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
  const { t, i18n } = useTranslation();
  const text = messageText(i18n, message);
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

export function messageText(instance: i18n, { key, values, names = {} }: Message): string {
  // Which area's words these are is known only to who made the message.
  const translate = instance.t as unknown as (key: string, values?: object) => string;
  const named = Object.entries(names).map(([name, word]) => [name, translate(word)]);
  return translate(key, { ...values, ...Object.fromEntries(named) });
}
