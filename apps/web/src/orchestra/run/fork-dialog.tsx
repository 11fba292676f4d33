import { Text, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { readValues } from './read-values.ts';

interface Props {
  readonly testRunId: string;
  readonly position: number;
  readonly step: string;
  readonly onClose: () => void;
}

/** A new run of one test from a step on. */
export function ForkDialog({ testRunId, position, step, onClose }: Props) {
  const { t } = useTranslation('orchestra-run');
  const navigate = useNavigate();
  const fork = useCommand('orchestra.tests.fork');
  const [text, setText] = useState('');
  const values = readValues(text);
  const submit = async () => {
    const { id } = await fork.ask({ testRunId, position, ...(values && { context: values }) });
    await navigate({ to: '/orchestra/runs/$suiteRunId', params: { suiteRunId: id } });
  };
  return (
    <FormDialog
      title={t('forkTitle', { step })}
      submit={t('fork')}
      opened
      canSubmit={values !== null}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text>{t('forkText')}</Text>
      <Textarea
        label={t('otherValues')}
        rows={3}
        value={text}
        error={values === null && t('notJson')}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
    </FormDialog>
  );
}
