import { createMatrixInput } from '@atelier/domain/runs/execution-schemas.ts';
import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { assetName } from '../assets/asset-name.ts';
import classes from '../templates/case-picker.module.css';

interface Props {
  readonly projectId: string;
  readonly onClose: () => void;
}

/** Makes one run of a template for each of the assets that are chosen. */
export function NewMatrixDialog({ projectId, onClose }: Props) {
  const { t } = useTranslation('benches');
  const navigate = useNavigate();
  const trpc = useTRPC();
  const { data: assets = [] } = useQuery(trpc.runs.assets.list.queryOptions({ projectId }));
  const { data: templates = [] } = useQuery(trpc.runs.templates.list.queryOptions({ projectId }));
  const create = useCommand('runs.matrices.create');
  const initial: { projectId: string; title: string; templateId: string; assetIds: string[] } = {
    ...{ projectId, title: '', templateId: '', assetIds: [] },
  };
  const matrix = useSchemaForm({
    schema: createMatrixInput,
    initial,
    send: create.ask,
    onSent: ({ id }) => void navigate({ to: '/runs/matrices/$matrixId', params: { matrixId: id } }),
  });
  const { form } = matrix;
  const { title, templateId, assetIds } = form.values;
  const usable = assets.filter(({ isActive }) => isActive);
  return (
    <FormDialog
      title={t('matrix.create')}
      opened
      canSubmit={title.trim() !== '' && templateId !== '' && assetIds.length > 0}
      onClose={() => matrix.leave(onClose)}
      onSubmit={matrix.submit}
    >
      <UnsavedChanges form={matrix} />
      <TextInput label={t('matrix.title')} {...form.getInputProps('title')} />
      <NativeSelect
        label={t('matrix.template')}
        data={[
          { value: '', label: t('newRun.noTemplate') },
          ...templates
            .filter(({ isActive }) => isActive)
            .map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps('templateId')}
      />
      <fieldset className={classes.picker}>
        <legend>{t('matrix.assets')}</legend>
        <ul className={classes.cases}>
          {usable.map((asset) => (
            <li key={asset.id}>
              <Checkbox
                label={assetName(asset)}
                checked={assetIds.includes(asset.id)}
                onChange={({ currentTarget }) =>
                  form.setFieldValue(
                    'assetIds',
                    currentTarget.checked
                      ? [...assetIds, asset.id]
                      : assetIds.filter((id) => id !== asset.id),
                  )
                }
              />
            </li>
          ))}
        </ul>
      </fieldset>
    </FormDialog>
  );
}
