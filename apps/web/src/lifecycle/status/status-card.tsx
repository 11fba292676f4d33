import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { Command } from '../command.tsx';
import classes from '../database-page.module.css';
import { Headline } from '../mark.tsx';
import { Mono } from '../mono.tsx';
import type { CommandLine, Status } from '../use-lifecycle.ts';
import { InterruptedNotice } from './interrupted-notice.tsx';
import { MismatchNotice } from './mismatch-notice.tsx';
import { PendingList } from './pending-list.tsx';
import { PlaceFact } from './place-fact.tsx';

interface Props {
  readonly status: Status;
  readonly commandLine: CommandLine;
}

/** Where the database stands, and what has to be done about it. */
export function StatusCard({ status, commandLine }: Props) {
  const { t } = useTranslation('database');
  const format = useFormat();
  const { revision, applied, pending, mismatches, interrupted, runner } = status;
  const isBlocked = mismatches.length > 0;
  return (
    <Card title={t('status.title')}>
      <StatusHeadline status={status} />
      {pending.length > 0 && <PendingList names={pending} />}
      {pending.length > 0 && !isBlocked && interrupted === null && runner === null && (
        <Command label={t('status.update')}>{`${commandLine.program} db up`}</Command>
      )}
      <dl className={classes.facts}>
        <PlaceFact />
        <div className={classes.wide}>
          <dt>{t('status.revision')}</dt>
          <dd>{revision === null ? t('status.noRevision') : <Mono>{revision}</Mono>}</dd>
        </div>
        <div>
          <dt>{t('status.applied')}</dt>
          <dd>{format.number(applied.length)}</dd>
        </div>
        <div>
          <dt>{t('status.pending')}</dt>
          <dd>{format.number(pending.length)}</dd>
        </div>
        <div>
          <dt>{t('status.runner')}</dt>
          <dd>
            {runner === null
              ? t('status.nobody')
              : t('status.process', {
                  pid: runner.pid,
                  application: runner.application || t('status.unnamed'),
                })}
          </dd>
        </div>
      </dl>
      {(isBlocked || interrupted !== null) && (
        <ul className={classes.problems}>
          {mismatches.map((mismatch) => (
            <MismatchNotice key={`${mismatch.kind} ${mismatch.name}`} mismatch={mismatch} />
          ))}
          {interrupted !== null && (
            <InterruptedNotice attempt={interrupted} status={status} commandLine={commandLine} />
          )}
        </ul>
      )}
    </Card>
  );
}

function StatusHeadline({ status }: Pick<Props, 'status'>) {
  const { t } = useTranslation('database');
  const { applied, pending, mismatches, interrupted } = status;
  if (mismatches.length > 0) return <Headline tone="bad">{t('status.attention')}</Headline>;
  if (interrupted !== null) return <Headline tone="bad">{t('status.interrupted')}</Headline>;
  if (pending.length > 0) {
    return <Headline tone="waiting">{t('status.behind', { count: pending.length })}</Headline>;
  }
  if (applied.length === 0) return <Headline tone="plain">{t('status.empty')}</Headline>;
  return <Headline tone="good">{t('status.current')}</Headline>;
}
