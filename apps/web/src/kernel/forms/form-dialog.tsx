import { isPassing } from '@atelier/sdk/keyed-mutations.ts';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../errors/error-words.ts';
import { useConnectionState } from '../live/live-updates.tsx';
import { Dialog } from '../overlay/dialog.tsx';
import classes from './form-dialog.module.css';

interface Props {
  readonly title: string;
  /** What the dialog is about. */
  readonly subtitle?: string;
  readonly submit?: string;
  readonly opened: boolean;
  readonly canSubmit: boolean;
  readonly onClose: () => void;
  /** What it rejects with is told in the dialog: a failure that belongs to no field of the form. */
  readonly onSubmit: () => Promise<void>;
  readonly children: ReactNode;
}

/** A dialog with a form in it: Enter submits, Escape leaves it, and the focus goes back to where it was. */
export function FormDialog(props: Props) {
  const { title, subtitle, submit, opened, canSubmit, onClose, onSubmit, children } = props;
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useFailure(opened);
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <form
        noValidate
        onSubmit={async (event) => {
          event.preventDefault();
          if (busy || !canSubmit) return;
          setBusy(true);
          setFailure(null);
          await onSubmit()
            .catch(setFailure)
            .finally(() => setBusy(false));
        }}
      >
        <Stack gap="md">
          {subtitle && (
            <Text c="dimmed" mt={-8} style={{ overflowWrap: 'anywhere' }}>
              {subtitle}
            </Text>
          )}
          {children}
          <div role="alert" className={classes.failure}>
            {failure !== null && (
              <>
                <IconAlertTriangle size={18} aria-hidden />
                {errorWords(i18n, failure).text}
              </>
            )}
          </div>
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

/** Why the form could not be sent; gone when the dialog closes, or when the connection is back. */
function useFailure(opened: boolean) {
  const [failure, setFailure] = useState<unknown>(null);
  const connection = useConnectionState();
  useEffect(() => {
    if (!opened) setFailure(null);
  }, [opened]);
  useEffect(() => {
    if (connection === 'live') setFailure((now: unknown) => (isPassing(now) ? null : now));
  }, [connection]);
  return [failure, setFailure] as const;
}
