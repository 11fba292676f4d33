import { Button, Text, Title } from '@mantine/core';
import { IconFileImport, IconSchema } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';

/** What a process is for, and the way to a first one; `onImport` is null for whoever may import none. */
export function ProcessesEmpty({ onImport }: { readonly onImport: (() => void) | null }) {
  const { t } = useTranslation('orchestra-process');
  return (
    <StatePanel icon={IconSchema}>
      <Title order={2}>{t('list.emptyTitle')}</Title>
      <Text c="dimmed">{t('list.emptyText')}</Text>
      {onImport && (
        <Button mt="md" leftSection={<IconFileImport size={18} aria-hidden />} onClick={onImport}>
          {t('import.title')}
        </Button>
      )}
    </StatePanel>
  );
}
