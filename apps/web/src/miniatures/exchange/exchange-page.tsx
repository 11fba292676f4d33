import { Button, Skeleton, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { PageHeader, PageHeading } from '../../kernel/frame/page-header.tsx';
import { useMayWrite } from '../use-may-write.ts';
import { exportAddress, exportFileName } from './download-export.ts';
import classes from './exchange-page.module.css';
import { ImportPanel } from './import-panel.tsx';

/** Taking the collection out, and bringing one in. */
export function ExchangePage() {
  const { t, ready } = useTranslation(['miniatures', 'exchange', 'areas']);
  const mayWrite = useMayWrite();
  return (
    <>
      <PageHeader>
        <PageHeading title={t('areas:miniatures.pages.exchange')} />
      </PageHeader>
      {ready ? (
        <div className={classes.cards}>
          <Card title={t('exchange:export')}>
            <Text maw="42rem">{t('exchange:exportText')}</Text>
            <Text maw="42rem" mt="xs" size="sm" c="dimmed">
              {t('exchange:exportArchive')}
            </Text>
            <Button
              mt="md"
              component="a"
              href={exportAddress}
              download={exportFileName(new Date())}
              leftSection={<IconDownload size={18} aria-hidden />}
            >
              {t('exchange.download')}
            </Button>
          </Card>
          {mayWrite && (
            <Card title={t('exchange:import')}>
              <Text maw="42rem" mb="md">
                {t('exchange:importText')}
              </Text>
              <ImportPanel />
            </Card>
          )}
        </div>
      ) : (
        <Skeleton height={360} radius="lg" />
      )}
    </>
  );
}
