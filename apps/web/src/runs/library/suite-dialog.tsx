import { createSuiteInput, updateSuiteInput } from '@atelier/domain/runs/schemas.ts';
import type { Suite } from '@atelier/domain/runs/types.ts';
import { Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { useOnTop } from '../use-on-top.ts';

/** Which dialog about suites is open: of one that is renamed, or of a new one, below another or at the top. */
export type SuiteDialogState = { readonly suite: Suite } | { readonly parent: Suite | null };

interface Props {
  readonly projectId: string;
  readonly state: SuiteDialogState;
  readonly onClose: () => void;
  readonly onMade: (suiteId: string) => void;
}

/** Makes a suite or renames one. */
export function SuiteDialog({ state, ...props }: Props) {
  return 'suite' in state ? (
    <RenameSuite suite={state.suite} {...props} />
  ) : (
    <CreateSuite parent={state.parent} {...props} />
  );
}

function CreateSuite(props: Omit<Props, 'state'> & { readonly parent: Suite | null }) {
  const { projectId, parent, onClose, onMade } = props;
  const { t } = useTranslation('library');
  const create = useCommand('runs.suites.create', {
    says: ({ name }) => ({ key: 'library:suites.made', values: { name } }),
  });
  const suite = useSchemaForm({
    schema: createSuiteInput,
    initial: { projectId, parentId: parent?.id ?? null, name: '', description: '' },
    send: create.ask,
    onSent: ({ id }) => {
      onMade(id);
      onClose();
    },
  });
  return (
    <FormDialog
      opened
      title={parent ? t('suites.createIn', { name: parent.name }) : t('suites.create')}
      canSubmit={suite.form.values.name.trim() !== ''}
      onClose={() => suite.leave(onClose)}
      onSubmit={suite.submit}
    >
      <UnsavedChanges form={suite} />
      <TextInput data-autofocus label={t('suites.name')} {...suite.form.getInputProps('name')} />
      <Textarea
        label={t('suites.description')}
        autosize
        minRows={2}
        {...suite.form.getInputProps('description')}
      />
    </FormDialog>
  );
}

function RenameSuite({ suite, onClose }: Omit<Props, 'state'> & { readonly suite: Suite }) {
  const { t } = useTranslation('library');
  const update = useCommand('runs.suites.update', {
    says: ({ name = '' }) => ({ key: 'library:suites.renamed', values: { name } }),
    undo: ({ revision }, { suiteId }) => ({
      path: 'runs.suites.update',
      input: { suiteId, revision, name: suite.name, description: suite.description },
      touches: [],
      says: { key: 'library:suites.renamed', values: { name: suite.name } },
    }),
  });
  const onTop = useOnTop(suite.revision);
  const form = useSchemaForm({
    schema: updateSuiteInput,
    initial: { suiteId: suite.id, name: suite.name, description: suite.description },
    send: (values) => onTop((revision) => update.ask({ ...values, revision })),
    onSent: onClose,
  });
  return (
    <FormDialog
      opened
      title={t('suites.rename')}
      canSubmit={form.isDirty}
      onClose={() => form.leave(onClose)}
      onSubmit={form.submit}
    >
      <UnsavedChanges form={form} />
      <TextInput data-autofocus label={t('suites.name')} {...form.form.getInputProps('name')} />
      <Textarea
        label={t('suites.description')}
        autosize
        minRows={2}
        {...form.form.getInputProps('description')}
      />
    </FormDialog>
  );
}
