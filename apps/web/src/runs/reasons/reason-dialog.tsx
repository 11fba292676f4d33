import { createReasonInput } from '@atelier/domain/runs/execution-schemas.ts';
import type { FailReason } from '@atelier/domain/runs/types.ts';
import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';

interface Props {
  /** Null for a new one. */
  readonly reason: FailReason | null;
  readonly onClose: () => void;
}

/** A new reason, or other words for one; its code stays, since programs and files have it. */
export function ReasonDialog({ reason, onClose }: Props) {
  const { t } = useTranslation('benches');
  const create = useCommand('runs.reasons.create');
  const update = useCommand('runs.reasons.update');
  const form = useSchemaForm({
    schema: createReasonInput.extend({ isActive: z.boolean() }),
    initial: {
      code: reason?.code ?? '',
      title: reason?.title ?? '',
      description: reason?.description ?? '',
      isActive: reason?.isActive ?? true,
    },
    async send({ isActive, ...values }) {
      if (reason === null) await create.ask(values);
      else await update.ask({ ...values, isActive });
    },
    onSent: onClose,
  });
  return (
    <FormDialog
      title={reason === null ? t('reasons.create') : t('reasons.edit')}
      opened
      canSubmit={form.form.values.title.trim() !== ''}
      onClose={() => form.leave(onClose)}
      onSubmit={form.submit}
    >
      <UnsavedChanges form={form} />
      <TextInput label={t('reasons.title')} {...form.form.getInputProps('title')} />
      <TextInput
        label={t('reasons.code')}
        description={t('reasons.codeHint')}
        readOnly={reason !== null}
        {...form.form.getInputProps('code')}
      />
      <Textarea
        label={t('reasons.description')}
        autosize
        minRows={2}
        {...form.form.getInputProps('description')}
      />
      {reason !== null && (
        <Checkbox
          label={t('reasons.active')}
          {...form.form.getInputProps('isActive', { type: 'checkbox' })}
        />
      )}
    </FormDialog>
  );
}
