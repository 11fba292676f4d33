import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import type { RunCommands } from './use-run-commands.ts';

interface Props {
  readonly runId: string;
  readonly commands: RunCommands;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A locked run is unlocked for a reason, which stands in the audit log. */
export function UnlockDialog({ runId, commands, opened, onClose }: Props) {
  const { t } = useTranslation('execution');
  const [reason, setReason] = useState('');
  const close = () => {
    onClose();
    setReason('');
    commands.unlock.reset();
  };
  return (
    <FormDialog
      title={t('unlock.title')}
      subtitle={t('unlock.text')}
      submit={t('actions.unlock')}
      opened={opened}
      canSubmit={reason.trim() !== ''}
      onClose={close}
      onSubmit={async () => {
        await commands.unlock.ask({ runId, reason });
        close();
      }}
    >
      <Textarea
        data-autofocus
        label={t('unlock.reason')}
        autosize
        minRows={2}
        maxLength={20_000}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </FormDialog>
  );
}
