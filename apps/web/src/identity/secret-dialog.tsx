import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../kernel/overlay/dialog.tsx';
import { SecretOnce } from './secret-once.tsx';

interface Props {
  readonly title: string;
  readonly label: string;
  /** Null where the answer that had it was lost, and a repeat is not told it again. */
  readonly value: string | null;
  readonly hint?: string;
  readonly onClose: () => void;
}

/** What a command made and tells this once. */
export function SecretDialog({ title, label, value, hint, onClose }: Props) {
  const { t } = useTranslation('identity');
  return (
    <Dialog opened onClose={onClose} title={title}>
      <Stack gap="md">
        {value === null ? (
          <Text role="alert">{t('profile.secretLost')}</Text>
        ) : (
          <SecretOnce label={label} value={value} />
        )}
        {hint !== undefined && value !== null && (
          <Text size="sm" c="dimmed">
            {hint}
          </Text>
        )}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('profile.done')}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
