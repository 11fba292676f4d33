import {
  isRehearsal,
  type ModelSlot,
  setModelInput,
  structuredModes,
} from '@atelier/domain/kernel/model-connection.ts';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Choice } from '../../kernel/forms/choice.tsx';
import { Form } from '../../kernel/forms/form.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { type Connection, exampleAddresses } from './connections.ts';
import { KeyField } from './key-field.tsx';
import { ModelTest } from './model-test.tsx';
import classes from './models.module.css';

interface Props {
  readonly slot: ModelSlot;
  /** What is set. */
  readonly connection: Connection | undefined;
}

type Values = z.input<typeof setModelInput>;

const examples = ['ollama', 'vllm', 'rehearsal'] as const;

/** Where a model is: typed, tested as it is typed, and saved. */
export function ConnectionForm({ slot, connection }: Props) {
  const { t } = useTranslation(['connections', 'models']);
  const set = useCommand('identity.models.set', { says: () => ({ key: 'connections:saved' }) });
  const test = useCommand('identity.models.test');
  const initial: Values = {
    ...{ slot, baseUrl: connection?.baseUrl ?? '', model: connection?.model ?? '' },
    ...{ structured: connection?.structured ?? 'schema', apiKey: undefined },
  };
  const model = useSchemaForm({
    id: `identity.models.${slot}`,
    schema: setModelInput,
    initial,
    secret: ['apiKey'],
    send: set.ask,
    words: ({ code, path: [field] }) => {
      if (field === 'baseUrl' && code === 'custom') return t('addressWrong');
      return field === 'apiKey' && code === 'invalid_format' ? t('keyWrong') : undefined;
    },
  });
  const { form } = model;
  const { baseUrl, structured = 'schema', apiKey } = form.values;
  const rehearses = isRehearsal(baseUrl.trim());
  const setAddress = (address: string) => {
    form.setFieldValue('baseUrl', address);
    // It has no models to choose from.
    if (isRehearsal(address.trim())) {
      form.setFieldValue('model', 'rehearsal');
      form.setFieldValue('apiKey', undefined);
    } else if (form.getValues().model === 'rehearsal') form.setFieldValue('model', '');
  };
  return (
    <>
      <Form form={model}>
        <div>
          <TextInput
            label={t('address')}
            description={t('addressHint')}
            autoComplete="off"
            inputMode="url"
            spellCheck={false}
            {...form.getInputProps('baseUrl')}
            onChange={({ currentTarget }) => setAddress(currentTarget.value)}
          />
          <Group gap="xs" mt="xs" role="group" aria-label={t('examples')}>
            <Text size="sm" c="dimmed" aria-hidden>
              {t('examples')}
            </Text>
            {examples.map((name) => (
              <Button
                key={name}
                size="compact-sm"
                variant="default"
                onClick={() => setAddress(exampleAddresses[name])}
              >
                {t(`exampleNames.${name}`)}
              </Button>
            ))}
          </Group>
        </div>
        {rehearses ? (
          <Text size="sm">{t('rehearsal')}</Text>
        ) : (
          <>
            <TextInput
              label={t('model')}
              description={t('modelHint')}
              autoComplete="off"
              spellCheck={false}
              {...form.getInputProps('model')}
            />
            <KeyField
              kept={connection}
              baseUrl={baseUrl}
              value={apiKey}
              input={form.getInputProps('apiKey')}
              onChange={(next) => form.setFieldValue('apiKey', next)}
            />
            <div className={classes.modes}>
              <Choice
                isField
                label={t('structured')}
                value={structured}
                onChange={(mode) => form.setFieldValue('structured', mode)}
                options={structuredModes.map((value) => ({ value, label: t(`modes.${value}`) }))}
              />
              <Text size="sm" c="dimmed" mt={4}>
                {t(`modeHints.${structured}`)}
              </Text>
            </div>
          </>
        )}
      </Form>
      <ModelTest
        structured={structured}
        test={async () => {
          const typed = model.check();
          if (typed === undefined) return undefined;
          const { slot: _, ...fields } = typed;
          return { ...fields, findings: await test.ask({ slot, typed: fields }) };
        }}
        onUse={{
          address: setAddress,
          model: (name) => form.setFieldValue('model', name),
          mode: (mode) => form.setFieldValue('structured', mode),
        }}
      />
    </>
  );
}
