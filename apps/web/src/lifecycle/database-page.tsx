import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageHeader, PageHeading } from '../kernel/frame/page-header.tsx';
import { BackupsCard } from './backups/backups-card.tsx';
import classes from './database-page.module.css';
import { DriftCard } from './drift/drift-card.tsx';
import { HistoryCard } from './status/history-card.tsx';
import { MigrationsCard } from './status/migrations-card.tsx';
import { StatusCard } from './status/status-card.tsx';
import { useCommandLine, useStatus } from './use-lifecycle.ts';

/** The managed database, to look at: where it stands, how it came there, and its backups. */
export function DatabasePage() {
  const { t } = useTranslation('areas');
  const { ready } = useTranslation('database');
  const { data: status } = useStatus();
  const commandLine = useCommandLine();
  return (
    <>
      <PageHeader>
        <PageHeading title={t('lifecycle.pages.database')} />
      </PageHeader>
      {!ready || status === undefined || commandLine === undefined ? (
        <Skeleton height={360} radius="lg" />
      ) : (
        <div className={classes.cards}>
          <StatusCard status={status} commandLine={commandLine} />
          <MigrationsCard status={status} />
          <DriftCard commandLine={commandLine} />
          <BackupsCard commandLine={commandLine} />
          <HistoryCard status={status} />
        </div>
      )}
    </>
  );
}
