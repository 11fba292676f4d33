import { Button, Text, Title } from '@mantine/core';
import { IconMoodConfuzed, IconSearchOff, IconTable } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../errors/error-words.ts';
import { StatePanel } from '../frame/state-panel.tsx';
import { RowsSkeleton } from '../grid/rows-skeleton.tsx';

/** Stands in for the rows while they are read. */
export function GridSkeleton() {
  const { t, ready } = useTranslation('tables');
  return <RowsSkeleton label={ready ? t('loading') : undefined} />;
}

/** No rows, though nothing was looked for: in the words of the table, or in its own. */
export function EmptyGrid({ title }: { readonly title?: string | undefined }) {
  const { t } = useTranslation('tables');
  return (
    <StatePanel icon={IconTable}>
      <Title order={2}>{title ?? t('empty.title')}</Title>
      {title === undefined && <Text>{t('empty.text')}</Text>}
    </StatePanel>
  );
}

/** No row is what was looked for. */
export function NothingFound({ onShowAll }: { readonly onShowAll: () => void }) {
  const { t } = useTranslation('tables');
  return (
    <StatePanel icon={IconSearchOff}>
      <Title order={2}>{t('nothing.title')}</Title>
      <Text>{t('nothing.text')}</Text>
      <Button variant="default" mt="md" onClick={onShowAll}>
        {t('nothing.showAll')}
      </Button>
    </StatePanel>
  );
}

interface FailedProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

export function FailedGrid({ error, onRetry }: FailedProps) {
  const { t } = useTranslation(['tables', 'kernel']);
  const { code, text } = useErrorWords(error);
  return (
    <StatePanel icon={IconMoodConfuzed}>
      <Title order={2}>{t('failed')}</Title>
      <Text role="alert">{text}</Text>
      <Text size="sm" c="dimmed" ff="monospace">
        {t('kernel:failure.code', { code })}
      </Text>
      <Button mt="md" onClick={onRetry}>
        {t('retry')}
      </Button>
    </StatePanel>
  );
}
