import type { ProcessSuite } from '@atelier/domain/orchestra/types.ts';
import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { useErrorWords } from '../../kernel/errors/error-words.ts';
import { Choice } from '../../kernel/forms/choice.tsx';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { ScrollRegion } from '../../kernel/frame/scroll-region.tsx';
import type { ElementWords } from './element-words.ts';
import classes from './process-page.module.css';
import { type CarriedSuite, ScenarioChanges } from './scenario-changes.tsx';

interface Props {
  readonly suite: ProcessSuite;
  readonly versionNumber: number;
  readonly words: ElementWords;
  readonly onClose: () => void;
}

/** Brings a suite to another version of its process: shows what becomes of each scenario before anything changes. */
export function BringDialog({ suite, versionNumber, words, onClose }: Props) {
  const { t } = useTranslation('orchestra-process');
  const trpc = useTRPC();
  const navigate = useNavigate();
  const [broken, setBroken] = useState<'keep' | 'leave_out'>('keep');
  const { id: suiteId, name } = suite;
  const { data, error } = useQuery({
    ...trpc.orchestra.suites.carry.queryOptions({ suiteId, versionNumber, broken }),
    placeholderData: (before) => before,
  });
  const save = useCommand('orchestra.suites.save', {
    says: () => ({ key: 'orchestra-process:bring.done', values: { name, number: versionNumber } }),
  });
  const submit = async () => {
    if (data === undefined) return;
    const { revision, definition, processVersionId } = data;
    await save.ask({ suiteId, revision, definition, processVersionId });
    await navigate({ to: '/orchestra/suites/$suiteId', params: { suiteId } });
  };
  return (
    <FormDialog
      title={t('bring.title', { number: versionNumber })}
      subtitle={t('bring.text', { name })}
      submit={t('bring.submit')}
      opened
      canSubmit={data !== undefined}
      onClose={onClose}
      onSubmit={submit}
    >
      {error !== null && <Failure error={error} />}
      {error === null && data === undefined && <Skeleton height={160} radius="md" />}
      {data !== undefined && (
        <>
          <ScrollRegion label={t('bring.scenarios')} className={classes.groups}>
            <ScenarioChanges carried={data as CarriedSuite} words={words} />
          </ScrollRegion>
          {data.broken.length > 0 && (
            <Choice
              label={t('bring.broken')}
              isField
              value={broken}
              options={[
                { value: 'keep', label: t('bring.keep') },
                { value: 'leave_out', label: t('bring.leaveOut') },
              ]}
              onChange={setBroken}
            />
          )}
        </>
      )}
    </FormDialog>
  );
}

function Failure({ error }: { readonly error: unknown }) {
  return <Text role="alert">{useErrorWords(error).text}</Text>;
}
