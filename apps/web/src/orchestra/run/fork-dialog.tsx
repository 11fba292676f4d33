import { Skeleton, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { Refusal } from '../../kernel/forms/refusal.tsx';
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
  const trpc = useTRPC();
  const navigate = useNavigate();
  const fork = useCommand('orchestra.tests.fork');
  const held = useQuery(trpc.orchestra.tests.valuesAt.queryOptions({ testRunId, position }));
  /** Null until something is written: then it begins with what it had there. */
  const [text, setText] = useState<string | null>(null);
  const values = text === null ? undefined : readValues(text);
  const submit = async () => {
    const { id } = await fork.ask({ testRunId, position, ...(values && { context: values }) });
    await navigate({ to: '/orchestra/runs/$suiteRunId', params: { suiteRunId: id } });
  };
  return (
    <FormDialog
      title={t('forkTitle', { step })}
      submit={t('fork')}
      opened
      canSubmit={values !== null && held.data !== undefined}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text>{t('forkText')}</Text>
      {held.error !== null && (
        <Text role="alert">
          <Refusal error={held.error} />
        </Text>
      )}
      {held.data === undefined && held.error === null && <Skeleton height={96} radius="sm" />}
      {held.data !== undefined && (
        <>
          <Textarea
            label={t('forkValues')}
            autosize
            minRows={3}
            maxRows={12}
            value={text ?? JSON.stringify(held.data.context, null, 2)}
            error={values === null && t('notJson')}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          {held.data.secretNames.length > 0 && (
            <Text size="sm">{t('secrets', { names: held.data.secretNames.join(', ') })}</Text>
          )}
          {held.data.lastKnown.length > 0 && (
            <Text size="sm">{t('forkLastKnown', { names: held.data.lastKnown.join(', ') })}</Text>
          )}
        </>
      )}
    </FormDialog>
  );
}
