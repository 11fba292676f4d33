import { createProjectInput } from '@atelier/domain/runs/schemas.ts';
import { Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a project and goes there. */
export function CreateProjectDialog({ opened, onClose }: Props) {
  const { t } = useTranslation('runs');
  const navigate = useNavigate();
  const create = useCommand('runs.projects.create', {
    says: ({ name }) => ({ key: 'runs:overview.created', values: { name } }),
  });
  const project = useSchemaForm({
    id: 'runs.projects.create',
    schema: createProjectInput,
    initial: { name: '', description: '' },
    send: create.ask,
    onSent: ({ id }) =>
      void navigate({ to: '/runs/projects/$projectId', params: { projectId: id } }),
  });
  const close = () => {
    onClose();
    create.reset();
  };
  return (
    <FormDialog
      title={t('overview.createTitle')}
      submit={t('overview.submit')}
      opened={opened}
      canSubmit={project.form.values.name.trim() !== ''}
      onClose={() => project.leave(close)}
      onSubmit={project.submit}
    >
      <UnsavedChanges form={project} />
      <TextInput label={t('overview.name')} {...project.form.getInputProps('name')} />
      <Textarea
        label={t('overview.description')}
        autosize
        minRows={2}
        {...project.form.getInputProps('description')}
      />
    </FormDialog>
  );
}
