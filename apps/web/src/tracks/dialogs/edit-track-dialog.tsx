import { editTrackInput } from '@atelier/domain/tracks/schemas.ts';
import type { Track } from '@atelier/domain/tracks/types.ts';
import { Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';

interface Props {
  readonly track: Track;
  readonly onClose: () => void;
}

/** Changes what a track says of itself; a new address leads there at once. */
export function EditTrackDialog({ track, onClose }: Props) {
  const { t } = useTranslation('tracks');
  const navigate = useNavigate();
  const edit = useCommand('tracks.edit');
  const { id: trackId, title, slug, goal, description } = track;
  const editing = useSchemaForm({
    id: `tracks.edit.${trackId}`,
    schema: editTrackInput,
    initial: { trackId, title, slug, goal, description },
    send: edit.ask,
    onSent: async (saved) => {
      onClose();
      if (saved.slug !== slug) {
        await navigate({ to: '/tracks/$slug', params: { slug: saved.slug }, replace: true });
      }
    },
  });
  const { form } = editing;
  return (
    <FormDialog
      title={t('dialogs.edit')}
      opened
      canSubmit={editing.isDirty}
      onClose={() => editing.leave(onClose)}
      onSubmit={editing.submit}
    >
      <UnsavedChanges form={editing} />
      <TextInput label={t('fields.title')} {...form.getInputProps('title')} />
      <Textarea label={t('fields.goal')} autosize {...form.getInputProps('goal')} />
      <Textarea
        label={t('fields.description')}
        autosize
        minRows={2}
        maxRows={10}
        {...form.getInputProps('description')}
      />
      <TextInput
        label={t('fields.slug')}
        description={t('fields.slugHint')}
        {...form.getInputProps('slug')}
      />
    </FormDialog>
  );
}
