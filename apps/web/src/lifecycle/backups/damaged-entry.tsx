import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Mark } from '../mark.tsx';
import { Mono } from '../mono.tsx';
import type { DamagedBackup } from '../use-lifecycle.ts';
import classes from './backups.module.css';
import { useProblemWords } from './use-backup-words.ts';

/** A folder of a backup that cannot even be read. */
export function DamagedEntry({ damaged }: { readonly damaged: DamagedBackup }) {
  const { t } = useTranslation('database');
  const problemWords = useProblemWords();
  return (
    <li className={classes.entry}>
      <div className={classes.head}>
        <strong>
          <Mono>{damaged.name}</Mono>
        </strong>
        <Mark tone="bad">{t('backups.damaged')}</Mark>
      </div>
      <Text size="sm" mt="xs">
        {problemWords(damaged.problem)}
      </Text>
    </li>
  );
}
