import { createTrackInput } from '@atelier/domain/tracks/schemas.ts';
import { Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { linesOf } from './lines-of.ts';

/** Makes a track and goes there. */
export function CreateTrackDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('tracks');
  const navigate = useNavigate();
  const create = useCommand('tracks.create');
  const [steps, setSteps] = useState('');
  const track = useSchemaForm({
    id: 'tracks.create',
    schema: createTrackInput.omit({ slug: true, roadmap: true }),
    initial: { title: '', goal: '', description: '' },
    send: (values) => create.ask({ ...values, roadmap: linesOf(steps) }),
    onSent: ({ slug }) => void navigate({ to: '/tracks/$slug', params: { slug } }),
  });
  const { form } = track;
  return (
    <FormDialog
      title={t('dialogs.create')}
      submit={t('dialogs.createSubmit')}
      opened
      canSubmit={form.values.title.trim() !== ''}
      onClose={() => track.leave(onClose)}
      onSubmit={track.submit}
    >
      <UnsavedChanges form={track} />
      <TextInput label={t('fields.title')} data-autofocus {...form.getInputProps('title')} />
      <Textarea
        label={t('fields.goal')}
        description={t('fields.goalHint')}
        autosize
        minRows={1}
        {...form.getInputProps('goal')}
      />
      <Textarea
        label={t('fields.description')}
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('description')}
      />
      <Textarea
        label={t('fields.steps')}
        autosize
        minRows={3}
        maxRows={12}
        value={steps}
        onChange={({ currentTarget: { value } }) => setSteps(value)}
      />
    </FormDialog>
  );
}
