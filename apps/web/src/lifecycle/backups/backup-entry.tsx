import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { Command } from '../command.tsx';
import pageClasses from '../database-page.module.css';
import { Mark } from '../mark.tsx';
import { Mono } from '../mono.tsx';
import type { Backup, CommandLine } from '../use-lifecycle.ts';
import { useMeasures } from '../use-measures.ts';
import classes from './backups.module.css';
import { useProblemWords, useReasonWords } from './use-backup-words.ts';

const atOnceMs = 5 * 60_000;

interface Props {
  readonly backup: Backup;
  readonly commandLine: CommandLine;
}

/** One backup: what it holds, whether it is good, and the command that restores it. */
export function BackupEntry({ backup, commandLine }: Props) {
  const { t } = useTranslation('database');
  const format = useFormat();
  const measures = useMeasures();
  const reasonWords = useReasonWords();
  const { name, createdAt, reason, size, revision, tables, rows, verifiedAt } = backup;
  return (
    <li className={classes.entry}>
      <div className={classes.head}>
        <strong>{format.exactInstant(Date.parse(createdAt))}</strong>
        <BackupMark backup={backup} />
      </div>
      <dl className={pageClasses.facts}>
        <div>
          <dt>{t('backups.reason')}</dt>
          <dd>{reasonWords(reason)}</dd>
        </div>
        <div>
          <dt>{t('backups.size')}</dt>
          <dd>{measures.bytes(size)}</dd>
        </div>
        <div>
          <dt>{t('backups.contents')}</dt>
          <dd>
            <span className={classes.whole}>{t('backups.tables', { count: tables })},</span>{' '}
            <span className={classes.whole}>{t('backups.rows', { count: rows })}</span>
          </dd>
        </div>
        <div className={pageClasses.wide}>
          <dt>{t('backups.revision')}</dt>
          <dd>{revision === null ? t('status.noRevision') : <Mono>{revision}</Mono>}</dd>
        </div>
      </dl>
      {verifiedAt !== null && isLater(verifiedAt, createdAt) && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('backups.verifiedAt', { when: format.exactInstant(Date.parse(verifiedAt)) })}
        </Text>
      )}
      <WhatToDo backup={backup} program={commandLine.program} name={name} />
    </li>
  );
}

/** One that was verified as it was made needs no second time. */
function isLater(verifiedAt: string, createdAt: string): boolean {
  return Date.parse(verifiedAt) - Date.parse(createdAt) > atOnceMs;
}

function BackupMark({ backup: { damage, fits, verifiedAt } }: Pick<Props, 'backup'>) {
  const { t } = useTranslation('database');
  if (damage !== null) return <Mark tone="bad">{t('backups.damaged')}</Mark>;
  if (!fits) return <Mark tone="plain">{t('backups.otherServer')}</Mark>;
  if (verifiedAt === null) return <Mark tone="waiting">{t('backups.unverified')}</Mark>;
  return <Mark tone="good">{t('backups.verified')}</Mark>;
}

interface WhatToDoProps {
  readonly backup: Backup;
  readonly program: string;
  readonly name: string;
}

function WhatToDo({ backup, program, name }: WhatToDoProps) {
  const { t } = useTranslation('database');
  const problemWords = useProblemWords();
  const { damage, fits, verifiedAt } = backup;
  if (damage !== null) {
    return (
      <Text size="sm" mt="xs">
        {problemWords(damage)}
      </Text>
    );
  }
  if (!fits) {
    return (
      <Text size="sm" mt="xs">
        {t('backups.otherServerText')}
      </Text>
    );
  }
  return (
    <>
      {verifiedAt === null && (
        <Command label={t('backups.verify')}>{`${program} db backups --verify ${name}`}</Command>
      )}
      <Command label={t('backups.restore')}>{`${program} db restore ${name}`}</Command>
    </>
  );
}
