import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../overlay/dialog.tsx';
import { FormFailure } from './form-failure.tsx';
import { useSubmission } from './use-submission.ts';

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
  const { t } = useTranslation();
  const { isBusy, ...form } = useSubmission({ canSubmit, send: onSubmit, isShown: opened });
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <form noValidate onSubmit={form.onSubmit}>
        <Stack gap="md">
          {subtitle && (
            <Text c="dimmed" mt={-8} style={{ overflowWrap: 'anywhere' }}>
              {subtitle}
            </Text>
          )}
          {children}
          <FormFailure failure={form.failure} />
          <Group justify="flex-end" mt="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!canSubmit} loading={isBusy}>
              {submit ?? t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
