import { Button } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './told.module.css';

interface Waiting {
  readonly subscribe: (listener: () => void) => () => void;
  readonly waiting: () => readonly unknown[];
  readonly giveUp: () => void;
}

/** How many changes are not saved yet, for as long as there are some, and the way to give them up. */
export function WaitingNotice({ outbox }: { readonly outbox: Waiting }) {
  const { t } = useTranslation();
  const count = useSyncExternalStore(outbox.subscribe, outbox.waiting).length;
  const [asks, setAsks] = useState(false);
  return (
    <div className={classes.told}>
      <span className={classes.text}>
        {asks ? t('waiting.sure', { count }) : t('waiting.text', { count })}
      </span>
      {asks && (
        <Button variant="default" size="compact-sm" onClick={() => setAsks(false)}>
          {t('waiting.keep')}
        </Button>
      )}
      <Button
        variant={asks ? 'filled' : 'default'}
        size="compact-sm"
        onClick={asks ? outbox.giveUp : () => setAsks(true)}
      >
        {t('waiting.giveUp')}
      </Button>
    </div>
  );
}
