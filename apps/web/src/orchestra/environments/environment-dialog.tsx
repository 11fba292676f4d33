import type { Environment } from '@atelier/domain/orchestra/types.ts';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { UnsavedChanges } from '../../kernel/forms/unsaved-changes.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { readPairs, readValue, writePairs } from './pairs.ts';
import { Secrets } from './secrets.tsx';

interface Props {
  /** Null for a new one. */
  readonly environment: Environment | null;
  readonly onClose: () => void;
}

/** What stands in the fields; the server says more about it. */
const fieldsSchema = z.object({
  name: z.string().trim().min(1).max(100),
  baseUrls: z.string(),
  variables: z.string(),
  hosts: z.string(),
  maxRuns: z.string().regex(/^\s*\d*\s*$/),
});

/** A new environment, or another content for one. */
export function EnvironmentDialog({ environment, onClose }: Props) {
  const { t } = useTranslation('environments');
  const says = (key: 'created' | 'saved', name: string) => ({
    key: `environments:${key}`,
    values: { name },
  });
  const create = useCommand('orchestra.environments.create', {
    says: ({ name }) => says('created', name),
  });
  const update = useCommand('orchestra.environments.update', {
    says: ({ name = '' }) => says('saved', name),
  });
  const archive = useCommand('orchestra.environments.archive', {
    says: () => ({ key: 'environments:archived', values: { name: environment?.name ?? '' } }),
  });
  const form = useSchemaForm({
    schema: fieldsSchema,
    initial: {
      name: environment?.name ?? '',
      baseUrls: writePairs(environment?.baseUrls ?? {}),
      variables: writePairs(environment?.variables ?? {}),
      hosts: (environment?.allowedHosts ?? []).join('\n'),
      maxRuns: String(environment?.maxRuns ?? ''),
    },
    async send({ name, baseUrls, variables, hosts, maxRuns }) {
      const values = {
        ...{ name, baseUrls: valuesOf(baseUrls) },
        variables: Object.fromEntries(
          Object.entries(valuesOf(variables)).map(([key, value]) => [key, readValue(value)]),
        ),
        allowedHosts: hosts.split(/\s+/).filter((host) => host !== ''),
        maxRuns: maxRuns.trim() === '' ? null : Number(maxRuns),
      };
      if (environment === null) return create.ask(values);
      const { id: environmentId, revision } = environment;
      return update.ask({ environmentId, revision, ...values });
    },
    onSent: onClose,
  });
  const { values } = form.form;
  const wrong = (text: string) => {
    const read = readPairs(text);
    return read.ok ? null : t('badLine', { line: read.line });
  };
  const pairs = (name: 'baseUrls' | 'variables') => {
    const props = form.form.getInputProps(name);
    return { ...props, error: wrong(values[name]) ?? props.error };
  };
  return (
    <FormDialog
      title={environment === null ? t('create') : t('edit')}
      opened
      canSubmit={
        values.name.trim() !== '' &&
        wrong(values.baseUrls) === null &&
        wrong(values.variables) === null
      }
      onClose={() => form.leave(onClose)}
      onSubmit={form.submit}
    >
      <UnsavedChanges form={form} />
      <TextInput label={t('name')} data-autofocus {...form.form.getInputProps('name')} />
      <Textarea
        label={t('baseUrls')}
        description={t('baseUrlsHint')}
        rows={2}
        {...pairs('baseUrls')}
      />
      <Textarea
        label={t('variables')}
        description={t('variablesHint')}
        rows={3}
        {...pairs('variables')}
      />
      <Textarea
        label={t('hosts')}
        description={t('hostsHint')}
        rows={2}
        {...form.form.getInputProps('hosts')}
      />
      <TextInput
        label={t('maxRuns')}
        description={t('maxRunsHint')}
        inputMode="numeric"
        {...form.form.getInputProps('maxRuns')}
      />
      {environment !== null && (
        <>
          <Secrets environment={environment} />
          <div>
            <Button
              variant="subtle"
              onClick={() =>
                form.leave(() => {
                  void archive.run({ environmentId: environment.id });
                  onClose();
                })
              }
            >
              {t('archive')}
            </Button>
          </div>
        </>
      )}
    </FormDialog>
  );
}

function valuesOf(text: string): Readonly<Record<string, string>> {
  const read = readPairs(text);
  return read.ok ? read.values : {};
}
