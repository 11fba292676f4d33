import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backups, CommandLine } from '../use-lifecycle.ts';
import { BackupEntry } from './backup-entry.tsx';
import classes from './backups.module.css';
import { DamagedEntry } from './damaged-entry.tsx';

interface Props {
  readonly data: Backups;
  readonly commandLine: CommandLine;
}

const newest = 3;

/** What cannot be read, then the backups: the newest few, and all on demand. */
export function BackupList({ data: { backups, damaged }, commandLine }: Props) {
  const { t } = useTranslation('database');
  const [all, setAll] = useState(false);
  const shown = all ? backups : backups.slice(0, newest);
  return (
    <>
      {backups.some(({ fits, damage }) => fits && damage === null) && (
        <Text size="sm" mt="xs">
          {commandLine.embedded ? t('backups.restoringStopped') : t('backups.restoring')}
        </Text>
      )}
      <ul className={classes.list}>
        {damaged.map((each) => (
          <DamagedEntry key={each.name} damaged={each} />
        ))}
        {shown.map((backup) => (
          <BackupEntry key={backup.name} backup={backup} commandLine={commandLine} />
        ))}
      </ul>
      {backups.length > newest && (
        <Button mt="sm" variant="default" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('backups.fewer') : t('backups.all', { count: backups.length })}
        </Button>
      )}
    </>
  );
}
