import { Button, Group, Text, Title } from '@mantine/core';
import { IconArchive, IconPackages, IconPlus, IconSearchOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { useMayWrite } from '../use-may-write.ts';

interface Props {
  readonly search: string;
  readonly archived: boolean;
  readonly onCreate: () => void;
  readonly onClear: () => void;
}

/** What stands in the place of an empty list: why it is empty, and the way on. */
export function EmptyCollection({ search, archived, onCreate, onClear }: Props) {
  const { t } = useTranslation('miniatures');
  const mayWrite = useMayWrite();
  if (search !== '') {
    return (
      <StatePanel icon={IconSearchOff}>
        <Title order={2}>{t('empty.nothingTitle')}</Title>
        <Text>{t('empty.nothingText', { search })}</Text>
        <Button variant="default" mt="md" onClick={onClear}>
          {t('empty.clear')}
        </Button>
      </StatePanel>
    );
  }
  if (archived) {
    return (
      <StatePanel icon={IconArchive}>
        <Title order={2}>{t('empty.archivedTitle')}</Title>
        <Text>{t('empty.archivedText')}</Text>
      </StatePanel>
    );
  }
  return (
    <StatePanel icon={IconPackages}>
      <Title order={2}>{t('empty.title')}</Title>
      {mayWrite && (
        <>
          <Text>{t('empty.text')}</Text>
          <Group justify="center" mt="md">
            <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={onCreate}>
              {t('empty.create')}
            </Button>
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/miniatures/exchange" {...props} />}
            >
              {t('empty.import')}
            </Button>
          </Group>
        </>
      )}
    </StatePanel>
  );
}
