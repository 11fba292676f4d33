import { Skeleton, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { Command } from '../command.tsx';
import { Mono } from '../mono.tsx';
import { type CommandLine, useBackups } from '../use-lifecycle.ts';
import { BackupList } from './backup-list.tsx';
import classes from './backups.module.css';

/** The backups that there are, each with the command that restores it; or how to make one. */
export function BackupsCard({ commandLine }: { readonly commandLine: CommandLine }) {
  const { t } = useTranslation('database');
  const { data } = useBackups();
  return (
    <Card title={t('backups.title')} text={t('backups.text')}>
      {data === undefined ? (
        <Skeleton height={96} radius="md" />
      ) : (
        <>
          {data.folder !== null && (
            <Text size="sm" className={classes.folder}>
              {t('backups.folder', { folder: '' })}
              <Mono>{data.folder}</Mono>
            </Text>
          )}
          {data.backups.length + data.damaged.length === 0 ? (
            <Text fw={600} mt="md">
              {t('backups.emptyTitle')}
            </Text>
          ) : (
            <BackupList data={data} commandLine={commandLine} />
          )}
          <Command label={data.backups.length === 0 ? t('backups.empty') : t('backups.another')}>
            {`${commandLine.program} db backup`}
          </Command>
          {commandLine.embedded && (
            <Text size="sm" c="dimmed" mt="xs">
              {t('backups.stopApp')}
            </Text>
          )}
        </>
      )}
    </Card>
  );
}
