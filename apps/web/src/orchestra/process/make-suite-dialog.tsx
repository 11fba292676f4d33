import type { Process } from '@atelier/domain/orchestra/types.ts';
import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import type { GeneratedSuite } from './generated-suite.ts';

interface Props {
  readonly process: Process;
  readonly generated: GeneratedSuite;
  readonly onClose: () => void;
}

/** Keeps the scenarios that were worked out as a suite, whose steps are then filled in. */
export function MakeSuiteDialog({ process, generated, onClose }: Props) {
  const { t } = useTranslation('orchestra-process');
  const navigate = useNavigate();
  const [name, setName] = useState(process.name);
  const create = useCommand('orchestra.suites.create', {
    says: () => ({ key: 'orchestra-process:make.done', values: { name: name.trim() } }),
  });
  const { definition, processVersionId } = generated;
  const submit = async () => {
    const { id: suiteId } = await create.ask({
      definition: { ...definition, name: name.trim() },
      processVersionId,
    });
    await navigate({ to: '/orchestra/suites/$suiteId', params: { suiteId } });
  };
  return (
    <FormDialog
      title={t('make.title')}
      subtitle={t('make.text', { count: definition.scenarios.length })}
      submit={t('make.submit')}
      opened
      canSubmit={name.trim() !== ''}
      onClose={onClose}
      onSubmit={submit}
    >
      <TextInput
        label={t('make.name')}
        data-autofocus
        maxLength={200}
        value={name}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
    </FormDialog>
  );
}
