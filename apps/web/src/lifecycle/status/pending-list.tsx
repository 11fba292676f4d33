import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Mono } from '../mono.tsx';
import classes from './status.module.css';

/** The table below has them all. */
const most = 5;

/** The migrations that come next, in the order in which they will be applied. */
export function PendingList({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation('database');
  const more = names.length - most;
  return (
    <div className={classes.pending}>
      <ol aria-label={t('status.pendingNames')}>
        {names.slice(0, most).map((name) => (
          <li key={name}>
            <Mono>{name}</Mono>
          </li>
        ))}
      </ol>
      {more > 0 && (
        <Text size="sm" c="dimmed">
          {t('status.more', { count: more })}
        </Text>
      )}
    </div>
  );
}
