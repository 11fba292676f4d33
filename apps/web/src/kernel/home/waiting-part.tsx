import { Button, Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../errors/error-words.ts';

interface Props<Data> {
  /** The one read of an area, and whether its words are there. */
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
  readonly ready: boolean;
  readonly children: (data: Data) => ReactNode;
}

/** What an area shows on the start page, while it is read and when that failed. */
export function WaitingPart<Data>({ data, error, refetch, ready, children }: Props<Data>) {
  if (data !== undefined && ready) return children(data);
  if (data === undefined && error !== null) return <Failed error={error} onRetry={refetch} />;
  return <Skeleton height={112} radius="md" />;
}

interface FailedProps {
  readonly error: unknown;
  readonly onRetry: () => unknown;
}

function Failed({ error, onRetry }: FailedProps) {
  const { t } = useTranslation('home');
  const { code, text } = useErrorWords(error);
  return (
    <>
      <Text role="alert">{text}</Text>
      <Text size="sm" c="dimmed" ff="monospace">
        {code}
      </Text>
      <Button variant="default" mt="md" onClick={() => void onRetry()}>
        {t('again')}
      </Button>
    </>
  );
}
