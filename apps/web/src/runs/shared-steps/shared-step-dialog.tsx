import type { CaseStep } from '@atelier/domain/runs/case-content.ts';
import {
  createSharedStepInput,
  editSharedStepInput,
} from '@atelier/domain/runs/library-schemas.ts';
import type { SharedStep } from '@atelier/domain/runs/library-types.ts';
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { StepsEditor } from '../case-editor/steps-editor.tsx';

interface Props {
  readonly projectId: string;
  /** Null for a new one. */
  readonly step: SharedStep | null;
  readonly onClose: () => void;
}

/** Writes a shared step, or its next version. */
export function SharedStepDialog({ projectId, step, onClose }: Props) {
  return step === null ? (
    <CreateStep projectId={projectId} onClose={onClose} />
  ) : (
    <EditStep step={step} onClose={onClose} />
  );
}

const firstStep: CaseStep = { action: '', expected: '', data: '', sharedVersionId: null };

function CreateStep({ projectId, onClose }: Omit<Props, 'step'>) {
  const { t } = useTranslation('library');
  const create = useCommand('runs.sharedSteps.create', {
    says: ({ title }) => ({ key: 'library:shared.made', values: { title } }),
  });
  const form = useSchemaForm({
    schema: createSharedStepInput,
    initial: { projectId, title: '', steps: [firstStep] },
    send: create.ask,
    onSent: onClose,
  });
  return (
    <FormDialog
      opened
      title={t('shared.create')}
      canSubmit={form.form.values.title.trim() !== ''}
      onClose={() => form.leave(onClose)}
      onSubmit={form.submit}
    >
      <UnsavedChanges form={form} />
      <TextInput data-autofocus label={t('shared.title')} {...form.form.getInputProps('title')} />
      <StepsEditor
        steps={form.form.values.steps as CaseStep[]}
        shared={[]}
        errorAt={(path) => form.form.errors[path]}
        onChange={(steps) => form.form.setFieldValue('steps', steps)}
      />
    </FormDialog>
  );
}

function EditStep({ step, onClose }: { readonly step: SharedStep; readonly onClose: () => void }) {
  const { t } = useTranslation('library');
  const edit = useCommand('runs.sharedSteps.edit', {
    says: ({ title }) => ({ key: 'library:shared.saved', values: { title } }),
  });
  const form = useSchemaForm({
    schema: editSharedStepInput,
    initial: {
      ...{ sharedStepId: step.id, onTopOf: step.versionNumber, title: step.title },
      ...{ steps: [...step.steps], changeNote: '' },
    },
    send: edit.ask,
    onSent: onClose,
  });
  return (
    <FormDialog
      opened
      title={t('shared.edit', { title: step.title })}
      canSubmit={form.isDirty}
      onClose={() => form.leave(onClose)}
      onSubmit={form.submit}
    >
      <UnsavedChanges form={form} />
      <TextInput data-autofocus label={t('shared.title')} {...form.form.getInputProps('title')} />
      <StepsEditor
        steps={form.form.values.steps as CaseStep[]}
        shared={[]}
        errorAt={(path) => form.form.errors[path]}
        onChange={(steps) => form.form.setFieldValue('steps', steps)}
      />
      <TextInput label={t('shared.note')} {...form.form.getInputProps('changeNote')} />
    </FormDialog>
  );
}
