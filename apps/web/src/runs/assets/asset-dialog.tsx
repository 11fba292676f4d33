import { createAssetInput } from '@atelier/domain/runs/schemas.ts';
import type { Asset } from '@atelier/domain/runs/types.ts';
import { Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';

interface Props {
  readonly projectId: string;
  /** Null for a new one. */
  readonly asset: Asset | null;
  readonly onClose: () => void;
}

const fields = ['assetType', 'model', 'firmwareVersion', 'standName', 'locationName'] as const;

/** What is said of an asset. */
export function AssetDialog({ projectId, asset, onClose }: Props) {
  const { t } = useTranslation('benches');
  const create = useCommand('runs.assets.create', {
    says: ({ model = '' }) => ({ key: 'benches:told.created', values: { name: model } }),
  });
  const update = useCommand('runs.assets.update');
  const form = useSchemaForm({
    schema: createAssetInput.extend({ isActive: z.boolean() }),
    initial: {
      projectId,
      assetType: asset?.assetType ?? 'camera',
      model: asset?.model ?? '',
      firmwareVersion: asset?.firmwareVersion ?? '',
      standName: asset?.standName ?? '',
      locationName: asset?.locationName ?? '',
      serialNumber: asset?.serialNumber ?? '',
      isActive: asset?.isActive ?? true,
    },
    async send({ projectId: _, serialNumber, isActive, ...values }) {
      const said = { ...values, serialNumber: serialNumber || null };
      if (asset === null) await create.ask({ projectId, ...said });
      else await update.ask({ assetId: asset.id, ...said, isActive });
    },
    onSent: onClose,
  });
  return (
    <FormDialog
      title={asset === null ? t('assets.create') : t('assets.edit')}
      opened
      canSubmit
      onClose={() => form.leave(onClose)}
      onSubmit={form.submit}
    >
      <UnsavedChanges form={form} />
      {fields.map((name) => (
        <TextInput key={name} label={t(`fields.${name}`)} {...form.form.getInputProps(name)} />
      ))}
      <TextInput label={t('fields.serialNumber')} {...form.form.getInputProps('serialNumber')} />
      {asset !== null && (
        <Checkbox
          label={t('assets.active')}
          {...form.form.getInputProps('isActive', { type: 'checkbox' })}
        />
      )}
    </FormDialog>
  );
}
