import { Button, Group, Text } from '@mantine/core';
import { IconMoodConfuzed } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '../frame/page-header.tsx';
import { StatePanel } from '../frame/state-panel.tsx';
import { useErrorWords } from './error-words.ts';

/** What stands in a page's place when it failed: why, in words and as a code, and two ways on. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { code, text } = useErrorWords(error);
  const retry = async () => {
    await queryClient.resetQueries();
    reset();
    await router.invalidate();
  };
  return (
    <StatePanel icon={IconMoodConfuzed}>
      <PageHeading title={t('failure.title')} />
      <Text role="alert">{text}</Text>
      <Text size="sm" c="dimmed" ff="monospace">
        {t('failure.code', { code })}
      </Text>
      <Group justify="center" mt="md">
        <Button onClick={retry}>{t('failure.retry')}</Button>
        <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
          {t('failure.home')}
        </Button>
      </Group>
    </StatePanel>
  );
}
