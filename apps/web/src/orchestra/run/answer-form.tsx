import type { HumanField } from '@atelier/domain/orchestra/drivers/human.ts';
import { Checkbox, NativeSelect, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { PersonForm } from './person-form.tsx';

interface Props {
  readonly testRunId: string;
  readonly question: string;
  readonly fields: readonly HumanField[];
}

type Value = string | boolean;

const verdicts = ['none', 'passed', 'failed'] as const;

/** What a scenario asks a person, and the answer. */
export function AnswerForm({ testRunId, question, fields }: Props) {
  const { t } = useTranslation('orchestra-run');
  const answer = useCommand('orchestra.tests.answer');
  const [values, setValues] = useState<Readonly<Record<string, Value>>>({});
  const [verdict, setVerdict] = useState<(typeof verdicts)[number]>('none');
  const [note, setNote] = useState('');
  const isFilled = fields.every(
    ({ name, type, required }) =>
      (!required || type === 'boolean' || (values[name] ?? '') !== '') &&
      (type !== 'number' || Number.isFinite(Number(values[name] ?? ''))),
  );
  const send = () =>
    answer.ask({
      testRunId,
      verdict: verdict === 'none' ? null : verdict,
      note,
      fields: Object.fromEntries(fields.map((field) => [field.name, sent(field, values)])),
    });
  return (
    <PersonForm
      title={t('answerTitle')}
      submit={t('answerSubmit')}
      canSubmit={isFilled}
      send={send}
    >
      <Text style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{question}</Text>
      {fields.map((field) => (
        <FieldOf
          key={field.name}
          field={field}
          value={values[field.name]}
          onChange={(value) => setValues({ ...values, [field.name]: value })}
        />
      ))}
      <NativeSelect
        label={t('verdict')}
        data={verdicts.map((value) => ({ value, label: t(`verdicts.${value}`) }))}
        value={verdict}
        onChange={({ currentTarget: { value } }) =>
          setVerdict(verdicts.find((one) => one === value) ?? 'none')
        }
      />
      <Textarea
        label={t('note')}
        rows={2}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
    </PersonForm>
  );
}

function sent({ name, type }: HumanField, values: Readonly<Record<string, Value>>) {
  const value = values[name] ?? '';
  if (type === 'boolean') return value === true;
  if (value === '') return null;
  return type === 'number' ? Number(value) : value;
}

interface FieldProps {
  readonly field: HumanField;
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
}

function FieldOf({ field, value, onChange }: FieldProps) {
  const { label, required } = field;
  const text = {
    ...{ label, required, value: String(value ?? '') },
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange(event.currentTarget.value),
  };
  switch (field.type) {
    case 'boolean':
      return (
        <Checkbox
          label={label}
          checked={value === true}
          onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        />
      );
    case 'choice':
      return <NativeSelect {...text} data={['', ...field.options]} />;
    case 'number':
      return <TextInput {...text} inputMode="decimal" />;
    case 'text':
      return field.multiline ? <Textarea {...text} rows={3} /> : <TextInput {...text} />;
  }
}
