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
  /** What `ctx.` held when the step began, as far as it can be told. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly onClose: () => void;
}

/** A new run of one test from a step on. */
export function ForkDialog({ testRunId, position, step, values: held, onClose }: Props) {
  const { t } = useTranslation('orchestra-run');
  const navigate = useNavigate();
  const fork = useCommand('orchestra.tests.fork');
  const [text, setText] = useState(() =>
    Object.keys(held).length === 0 ? '' : JSON.stringify(held, null, 2),
  );
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
        autosize
        minRows={3}
        maxRows={12}
        value={text}
        error={values === null && t('notJson')}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
    </FormDialog>
  );
}
