import { newRunFields } from '@atelier/domain/runs/execution-schemas.ts';
import { Checkbox, NativeSelect, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { assetName } from '../assets/asset-name.ts';
import { CasePicker } from '../templates/case-picker.tsx';
import { SavedViewField, useCaseViews, useFoundByView } from './saved-view-field.tsx';

interface Props {
  readonly projectId: string;
  readonly onClose: () => void;
}

/** Makes a run from a template, a saved view, picked cases, or the smallest set there is, and goes there. */
export function NewRunDialog({ projectId, onClose }: Props) {
  const { t } = useTranslation('benches');
  const navigate = useNavigate();
  const trpc = useTRPC();
  const { data: assets = [] } = useQuery(trpc.runs.assets.list.queryOptions({ projectId }));
  const { data: templates = [] } = useQuery(trpc.runs.templates.list.queryOptions({ projectId }));
  const [picks, setPicks] = useState(false);
  const [isSmallest, setSmallest] = useState(false);
  const [caseIds, setCaseIds] = useState<readonly string[]>([]);
  const views = useCaseViews();
  const [viewName, setViewName] = useState('');
  const view = views.find(({ name }) => name === viewName);
  const found = useFoundByView(projectId, view);
  const create = useCommand('runs.runs.create');
  const initial: z.input<typeof newRunFields> = {
    ...{ projectId, title: '', assetId: null, templateId: null },
  };
  const run = useSchemaForm({
    schema: newRunFields,
    initial,
    send: ({ title, ...values }) =>
      create.ask({
        ...values,
        ...(title && { title }),
        caseIds: picks ? [...caseIds] : [],
        ...(isSmallest && { tag: 'L0' }),
        // The server finds them anew: what comes meanwhile is in the run as well.
        ...(view && { filter: view.filter }),
      }),
    onSent: ({ id }) => void navigate({ to: '/runs/runs/$runId', params: { runId: id } }),
  });
  const { form } = run;
  const choose =
    (name: 'assetId' | 'templateId') =>
    ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      form.setFieldValue(name, currentTarget.value || null);
  const asset = assets.find(({ id }) => id === form.values.assetId);
  const hasItems =
    Boolean(form.values.templateId) || isSmallest || (picks && caseIds.length > 0) || !!found;
  return (
    <FormDialog
      title={t('newRun.title')}
      submit={t('newRun.submit')}
      opened
      canSubmit={hasItems}
      onClose={() => run.leave(onClose)}
      onSubmit={run.submit}
    >
      <UnsavedChanges form={run} />
      <NativeSelect
        label={t('newRun.template')}
        data={[
          { value: '', label: t('newRun.noTemplate') },
          ...templates
            .filter(({ isActive }) => isActive)
            .map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={form.values.templateId ?? ''}
        onChange={choose('templateId')}
      />
      <NativeSelect
        label={t('newRun.asset')}
        data={[
          { value: '', label: t('newRun.noAsset') },
          ...assets
            .filter(({ isActive }) => isActive)
            .map((each) => ({ value: each.id, label: assetName(each) })),
        ]}
        value={form.values.assetId ?? ''}
        onChange={choose('assetId')}
      />
      {asset?.heldFor && (
        <Text size="sm" role="status">
          {t('newRun.held', { name: asset.heldFor.by.name, run: asset.heldFor.runTitle })}
        </Text>
      )}
      <TextInput
        label={t('newRun.name')}
        description={t('newRun.nameHint')}
        {...form.getInputProps('title')}
      />
      <SavedViewField {...{ projectId, views, found }} chosen={view} onChoose={setViewName} />
      <Checkbox
        label={t('newRun.smallest')}
        checked={isSmallest}
        onChange={({ currentTarget }) => setSmallest(currentTarget.checked)}
      />
      <Checkbox
        label={t('newRun.pick')}
        checked={picks}
        onChange={({ currentTarget }) => setPicks(currentTarget.checked)}
      />
      {picks && <CasePicker projectId={projectId} chosen={caseIds} onChange={setCaseIds} />}
    </FormDialog>
  );
}
