import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../overlay/dialog.tsx';

interface Props {
  readonly title: string;
  /** What the dialog is about. */
  readonly subtitle?: string;
  readonly submit?: string;
  readonly opened: boolean;
  readonly canSubmit: boolean;
  readonly onClose: () => void;
  readonly onSubmit: () => Promise<void>;
  readonly children: ReactNode;
}

/** A dialog with a form in it: Enter submits, Escape leaves it, and the focus goes back to where it was. */
export function FormDialog(props: Props) {
  const { title, subtitle, submit, opened, canSubmit, onClose, onSubmit, children } = props;
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault();
          if (busy || !canSubmit) return;
          setBusy(true);
          await onSubmit().finally(() => setBusy(false));
        }}
      >
        <Stack gap="md">
          {subtitle && (
            <Text c="dimmed" mt={-8} style={{ overflowWrap: 'anywhere' }}>
              {subtitle}
            </Text>
          )}
          {children}
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!canSubmit} loading={busy}>
              {submit ?? t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
