import { Button, Text, Title } from '@mantine/core';
import { IconPlus, IconSitemap } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';

/** What a suite is, and the ways to a first one; `onCreate` is null for whoever may make none. */
export function SuitesEmpty({ onCreate }: { readonly onCreate: (() => void) | null }) {
  const { t } = useTranslation('orchestra');
  return (
    <StatePanel icon={IconSitemap}>
      <Title order={2}>{t('suites.emptyTitle')}</Title>
      <Text c="dimmed">{t('suites.emptyText')}</Text>
      {onCreate && (
        <Button mt="md" leftSection={<IconPlus size={18} aria-hidden />} onClick={onCreate}>
          {t('suites.create')}
        </Button>
      )}
      {onCreate && (
        <Text size="sm" c="dimmed" mt="md">
          {t('suites.emptyDemo', { command: demo })}
        </Text>
      )}
    </StatePanel>
  );
}

const demo = 'npm run atelier -- orchestra demo';
