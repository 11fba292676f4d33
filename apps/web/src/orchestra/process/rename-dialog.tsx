import { nameText } from '@atelier/domain/kernel/text.ts';
import type { Process } from '@atelier/domain/orchestra/types.ts';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';

const fields = z.strictObject({ name: nameText(200) });

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
    schema: fields,
    initial: { name: process.name },
    send: ({ name }) => rename.ask({ processId: process.id, name }),
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
