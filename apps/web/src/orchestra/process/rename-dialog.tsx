import { renameProcessInput } from '@atelier/domain/orchestra/schemas.ts';
import type { Process } from '@atelier/domain/orchestra/types.ts';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';

interface Props {
  readonly process: Process;
  readonly onClose: () => void;
}

export function RenameDialog({ process, onClose }: Props) {
  const { t } = useTranslation('orchestra-process');
  const rename = useCommand('orchestra.processes.rename', {
    says: ({ name }) => ({ key: 'orchestra-process:renamed', values: { name } }),
  });
  const form = useSchemaForm({
    schema: renameProcessInput,
    initial: { processId: process.id, name: process.name },
    send: rename.ask,
    onSent: onClose,
  });
  return (
    <FormDialog
      title={t('rename')}
      opened
      canSubmit
      onClose={() => form.leave(onClose)}
      onSubmit={form.submit}
    >
      <UnsavedChanges form={form} />
      <TextInput label={t('list.name')} data-autofocus {...form.form.getInputProps('name')} />
    </FormDialog>
  );
}
