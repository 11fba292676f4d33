import { orchestraActions } from '@atelier/domain/orchestra/actions.ts';
import type { HumanField } from '@atelier/domain/orchestra/drivers/human.ts';
import type { TestRunDetail } from '@atelier/domain/orchestra/types.ts';
import { NativeSelect, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { useMay } from '../../kernel/me/frame-parts.ts';
import { AnswerForm } from './answer-form.tsx';
import { PersonForm } from './person-form.tsx';
import { readValues } from './read-values.ts';

/** What a test run asks of a person, for whoever may say it; nothing where it asks nothing. */
export function PersonPanel({ test }: { readonly test: TestRunDetail }) {
  const { t } = useTranslation('orchestra-run');
  const mayRun = useMay(orchestraActions.run);
  const mayDecide = useMay(orchestraActions.decide);
  const { id, status, waitsFor } = test;
  if (status === 'FAILED_STUCK') {
    return mayDecide ? <DecideForm testRunId={id} /> : <Text>{t('decideLead')}</Text>;
  }
  if (status !== 'PENDING' || !mayRun) return null;
  if (waitsFor?.kind === 'hold') return <HeldForm testRunId={id} />;
  if (waitsFor?.kind !== 'person') return null;
  const { step, question, fields } = waitsFor;
  return (
    <AnswerForm
      key={String(step)}
      testRunId={id}
      question={String(question)}
      // As the plan's schema has read them.
      fields={(Array.isArray(fields) ? fields : []) as unknown as readonly HumanField[]}
    />
  );
}

const decisions = ['done', 'retry', 'fail'] as const;

/** Whether a step was done of which nobody knows. */
function DecideForm({ testRunId }: { readonly testRunId: string }) {
  const { t } = useTranslation('orchestra-run');
  const decide = useCommand('orchestra.tests.decide');
  const [as, setAs] = useState<(typeof decisions)[number]>('done');
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const exports = as === 'done' ? readValues(text) : undefined;
  return (
    <PersonForm
      title={t('decideTitle')}
      text={t('waits.decision')}
      submit={t('decideSubmit')}
      canSubmit={exports !== null}
      send={() => decide.ask({ testRunId, as, note, ...(exports && { exports }) })}
    >
      <NativeSelect
        label={t('decision')}
        data={decisions.map((value) => ({ value, label: t(`decide.${value}`) }))}
        value={as}
        onChange={({ currentTarget: { value } }) =>
          setAs(decisions.find((one) => one === value) ?? 'done')
        }
      />
      {as === 'done' && <ValuesField label={t('decideExports')} text={text} onChange={setText} />}
      <Textarea
        label={t('note')}
        rows={2}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </PersonForm>
  );
}

const ways = ['retry', 'skip', 'fail'] as const;

/** How a held test run goes on. */
function HeldForm({ testRunId }: { readonly testRunId: string }) {
  const { t } = useTranslation('orchestra-run');
  const goOn = useCommand('orchestra.tests.continueHeld');
  const [as, setAs] = useState<(typeof ways)[number]>('retry');
  const [text, setText] = useState('');
  const context = as === 'fail' ? undefined : readValues(text);
  return (
    <PersonForm
      title={t('heldTitle')}
      text={t('waits.hold')}
      submit={t('heldSubmit')}
      canSubmit={context !== null}
      send={() => goOn.ask({ testRunId, as, ...(context && { context }) })}
    >
      <NativeSelect
        label={t('heldTitle')}
        data={ways.map((value) => ({ value, label: t(`held.${value}`) }))}
        value={as}
        onChange={({ currentTarget: { value } }) =>
          setAs(ways.find((one) => one === value) ?? 'retry')
        }
      />
      {as !== 'fail' && <ValuesField label={t('otherValues')} text={text} onChange={setText} />}
    </PersonForm>
  );
}

interface ValuesProps {
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Values as JSON. */
function ValuesField({ label, text, onChange }: ValuesProps) {
  const { t } = useTranslation('orchestra-run');
  return (
    <Textarea
      label={label}
      rows={3}
      value={text}
      error={readValues(text) === null && t('notJson')}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
