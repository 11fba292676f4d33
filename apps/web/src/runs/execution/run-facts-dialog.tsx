import { verdicts } from '@atelier/domain/runs/result.ts';
import { updateRunInput } from '@atelier/domain/runs/schemas.ts';
import type { Run } from '@atelier/domain/runs/types.ts';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useTRPC } from '../../kernel/api.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { assetName } from '../assets/asset-name.ts';
import { useOnTop } from '../use-on-top.ts';
import type { RunCommands } from './use-run-commands.ts';

interface Props {
  readonly run: Run;
  readonly commands: RunCommands;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Title, asset, engineer, lead, verdict and summary of a run: who hands it off does it here. */
export function RunFactsDialog(props: Props) {
  // The form begins with what is known when it is opened.
  return props.opened ? <FactsForm {...props} /> : null;
}

function FactsForm({ run, commands, opened, onClose }: Props) {
  const { t } = useTranslation('execution');
  const { t: area } = useTranslation('runs');
  const trpc = useTRPC();
  const { projectId } = run;
  const { data: assets = [] } = useQuery(trpc.runs.assets.list.queryOptions({ projectId }));
  const { data: templates = [] } = useQuery(trpc.runs.templates.list.queryOptions({ projectId }));
  const { data: testers = [] } = useQuery(trpc.runs.execution.testers.queryOptions({ projectId }));
  const { title, assetId, templateId, verdict, failSummary } = run;
  const initial: z.input<typeof updateRunInput> = {
    ...{ runId: run.id, title, assetId, templateId, verdict, failSummary },
    executedByUserId: run.executedBy.id,
    leadUserId: run.lead?.id ?? null,
  };
  const onTop = useOnTop(run.revision);
  const facts = useSchemaForm({
    schema: updateRunInput,
    initial,
    send: (values) =>
      onTop((revision) => commands.update.ask({ ...changedOnly(values, initial), revision })),
    onSent: onClose,
  });
  const { form } = facts;
  const close = () => {
    onClose();
    commands.update.reset();
  };
  const none = { value: '', label: t('facts.none') };
  const choice = (name: 'assetId' | 'templateId' | 'leadUserId' | 'verdict') => ({
    value: form.values[name] ?? '',
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      form.setFieldValue(name, (currentTarget.value || null) as never),
  });
  const people = withKnown(
    testers.map(({ id, name }) => ({ value: id, label: name })),
    { value: run.executedBy.id, label: run.executedBy.name },
  );
  return (
    <FormDialog
      title={t('facts.title')}
      opened={opened}
      canSubmit={form.values.title?.trim() !== ''}
      onClose={() => facts.leave(close)}
      onSubmit={facts.submit}
    >
      <UnsavedChanges form={facts} />
      <TextInput label={area('runs.title')} {...form.getInputProps('title')} />
      <NativeSelect
        label={area('runs.asset')}
        data={[none, ...assets.map((asset) => ({ value: asset.id, label: assetName(asset) }))]}
        {...choice('assetId')}
      />
      <NativeSelect
        label={t('facts.template')}
        data={[none, ...templates.map(({ id, name }) => ({ value: id, label: name }))]}
        {...choice('templateId')}
      />
      <NativeSelect
        label={area('runs.engineer')}
        data={people}
        {...form.getInputProps('executedByUserId')}
      />
      <NativeSelect
        label={t('facts.lead')}
        data={[
          none,
          ...withKnown(people, run.lead && { value: run.lead.id, label: run.lead.name }),
        ]}
        {...choice('leadUserId')}
      />
      <NativeSelect
        label={area('runs.verdict')}
        data={[none, ...verdicts.map((value) => ({ value, label: area(`verdicts.${value}`) }))]}
        {...choice('verdict')}
      />
      <Textarea
        label={t('facts.summary')}
        autosize
        minRows={2}
        {...form.getInputProps('failSummary')}
      />
    </FormDialog>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/** With somebody who is named already, and may not be among those who could be chosen now. */
function withKnown(options: readonly Option[], known: Option | null): readonly Option[] {
  const isThere = known === null || options.some(({ value }) => value === known.value);
  return isThere ? options : [...options, known];
}

/** What differs: fields that somebody else changed meanwhile stay theirs. */
function changedOnly<Values extends { readonly runId: string }>(
  values: Values,
  initial: Readonly<Record<string, unknown>>,
): Values {
  const changed = Object.entries(values).filter(
    ([name, value]) => name === 'runId' || value !== initial[name],
  );
  return Object.fromEntries(changed) as Values;
}
