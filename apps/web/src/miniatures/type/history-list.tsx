import { Button, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './history-list.module.css';

interface Props {
  readonly isPending: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onMore: () => void;
  /** Lines, newest first. */
  readonly children: readonly ReactNode[];
}

export function HistoryList({ isPending, hasMore, isLoadingMore, onMore, children }: Props) {
  const { t } = useTranslation('miniatures');
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
