import { Button, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './history-list.module.css';
import type { HistoryPages } from './use-history-pages.ts';

interface Props {
  readonly pages: HistoryPages<unknown>;
  /** Lines, newest first. */
  readonly children: readonly ReactNode[];
}

export function HistoryList({ pages, children }: Props) {
  const { t } = useTranslation('miniatures');
  const { isPending, hasMore, isLoadingMore, onMore } = pages;
  if (isPending) return <Skeleton height={160} radius="md" />;
  if (children.length === 0) return <Text c="dimmed">{t('history.empty')}</Text>;
  return (
    <>
      <ol className={classes.list}>{children}</ol>
      {hasMore && (
        <Button variant="default" fullWidth mt="md" loading={isLoadingMore} onClick={onMore}>
          {t('history.more')}
        </Button>
      )}
    </>
  );
}
