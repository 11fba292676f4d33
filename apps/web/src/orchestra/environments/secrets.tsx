import type { Environment } from '@atelier/domain/orchestra/types.ts';
import { Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';

/** The secrets of an environment by name: set, set anew and removed at once, and never shown. */
export function Secrets({ environment }: { readonly environment: Environment }) {
  const { t } = useTranslation('environments');
  const { id: environmentId, secretNames } = environment;
  const set = useCommand('orchestra.environments.setSecret', {
    says: ({ name }) => ({ key: 'environments:secretSet', values: { name } }),
  });
  const remove = useCommand('orchestra.environments.removeSecret', {
    says: ({ name }) => ({ key: 'environments:secretRemoved', values: { name } }),
  });
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const send = () =>
    set.ask({ environmentId, name: name.trim(), value }).then(
      () => {
        setName('');
        setValue('');
      },
      // Told below.
      () => {},
    );
  return (
    <fieldset style={{ margin: 0, border: '1px solid var(--line)', borderRadius: 8 }}>
      <legend>{t('secrets')}</legend>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('secretsHint')}
        </Text>
        {secretNames.length === 0 && <Text size="sm">{t('noSecrets')}</Text>}
        {secretNames.map((each) => (
          <Group key={each} justify="space-between">
            <code>{each}</code>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void remove.run({ environmentId, name: each })}
            >
              {t('remove', { name: each })}
            </Button>
          </Group>
        ))}
        <TextInput
          label={t('secretName')}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <PasswordInput
          label={t('secretValue')}
          autoComplete="off"
          value={value}
          onChange={({ currentTarget }) => setValue(currentTarget.value)}
        />
        <FormFailure failure={set.error} />
        <div>
          <Button
            variant="default"
            disabled={name.trim() === '' || value === ''}
            loading={set.isPending}
            onClick={() => void send()}
          >
            {t('setSecret')}
          </Button>
        </div>
      </Stack>
    </fieldset>
  );
}
