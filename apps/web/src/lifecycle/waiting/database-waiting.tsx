import type { WaitingDatabase } from '@atelier/api/lifecycle/waiting.ts';
import {
  IconAlertTriangle,
  IconArchive,
  IconCircleCheck,
  IconGitCompare,
  IconHistory,
  IconRefresh,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { WaitingLine, WaitingLines } from '../../kernel/home/waiting-line.tsx';
import { WaitingPart } from '../../kernel/home/waiting-part.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Other processes migrate and back up, and no live event tells of it. */
const lookMs = 15_000;
/** A backup that is older is worth a word of warning. */
const oldDays = 7;

const page = { to: '/database' } as const;

/** What waits for whoever keeps the database, or that all is well. */
export function DatabaseWaiting() {
  const { ready } = useTranslation('lifecycle-waiting');
  const read = useQuery({
    ...useTRPC().lifecycle.waiting.queryOptions(),
    refetchOnMount: 'always',
    refetchOnWindowFocus: 'always',
    refetchInterval: lookMs,
  });
  return (
    <WaitingPart {...read} ready={ready}>
      {(data) => <Lines data={data} />}
    </WaitingPart>
  );
}

function Lines({ data }: { readonly data: WaitingDatabase }) {
  const { t } = useTranslation('lifecycle-waiting');
  const { pending, isBlocked, isMigrating, drift, lastBackup } = data;
  const at = lastBackup === null ? null : Date.parse(lastBackup);
  const age = at === null ? null : Math.floor((Date.now() - at) / dayMs);
  const isCurrent = pending === 0 && !isBlocked && !isMigrating && !drift;
  return (
    <WaitingLines>
      {isBlocked && (
        <WaitingLine
          icon={IconAlertTriangle}
          tone="bad"
          text={t('blocked')}
          detail={t('blockedText')}
          link={page}
        />
      )}
      {isMigrating && <WaitingLine icon={IconRefresh} text={t('migrating')} link={page} />}
      {pending > 0 && (
        <WaitingLine icon={IconHistory} text={t('pending', { count: pending })} link={page} />
      )}
      {drift !== null && drift > 0 && (
        <WaitingLine
          icon={IconGitCompare}
          tone="bad"
          text={t('drift', { count: drift })}
          link={page}
        />
      )}
      {isCurrent && (
        <WaitingLine
          icon={IconCircleCheck}
          tone="good"
          text={age !== null && age <= oldDays ? t('well') : t('current')}
          detail={t('currentText')}
        />
      )}
      <BackupLine at={at} age={age} />
    </WaitingLines>
  );
}

interface BackupProps {
  readonly at: number | null;
  /** In whole days. */
  readonly age: number | null;
}

function BackupLine({ at, age }: BackupProps) {
  const { t } = useTranslation('lifecycle-waiting');
  const format = useFormat();
  if (at === null || age === null) {
    return (
      <WaitingLine icon={IconArchive} text={t('noBackup')} detail={t('noBackupText')} link={page} />
    );
  }
  return (
    <WaitingLine
      icon={IconArchive}
      tone={age > oldDays ? 'bad' : 'plain'}
      text={age < 1 ? t('backupToday') : t('backup', { count: age })}
      detail={format.instant(at)}
      link={page}
    />
  );
}
