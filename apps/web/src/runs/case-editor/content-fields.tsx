import type { CaseContent } from '@atelier/domain/runs/case-content.ts';
import { Checkbox, Group, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SelectField } from '../fields/select-field.tsx';
import { LinesField } from './lines-field.tsx';
import { ParametersEditor } from './parameters-editor.tsx';
import { StepsEditor } from './steps-editor.tsx';
import type { SharedStepChoice } from './use-shared-steps.ts';

/** What a case says while it is edited. */
export type EditedContent = {
  -readonly [Field in keyof CaseContent]: Field extends 'steps' | 'artifacts' | 'mistakes'
    ? [...CaseContent[Field]]
    : Field extends 'parameters'
      ? { columns: string[]; rows: string[][] }
      : CaseContent[Field];
};

interface Props {
  readonly content: EditedContent;
  readonly shared: readonly SharedStepChoice[];
  readonly onChange: (change: Partial<EditedContent>) => void;
  /** What is wrong with a field of the content. */
  readonly errorAt: (path: string) => ReactNode;
  /** Binds a field, so that it gets the focus where it is wrong. */
  readonly bind: (field: keyof CaseContent) => object;
}

/** Every field of a case. */
export function ContentFields({ content, shared, onChange, errorAt, bind }: Props) {
  const { t } = useTranslation('library');
  const number = (text: string) => (text.trim() === '' ? null : Number(text));
  const anyAt = (field: 'parameters' | 'artifacts' | 'mistakes') => errorAt(field);
  return (
    <>
      <TextInput label={t('editor.title')} {...bind('title')} />
      <Textarea label={t('editor.summary')} autosize minRows={2} {...bind('summary')} />
      <Textarea label={t('editor.preconditions')} autosize minRows={2} {...bind('preconditions')} />
      <StepsEditor
        steps={content.steps}
        shared={shared}
        errorAt={errorAt}
        onChange={(steps) => onChange({ steps })}
      />
      <ParametersEditor
        value={content.parameters}
        error={anyAt('parameters')}
        onChange={(parameters) => onChange({ parameters })}
      />
      <LinesField
        label={t('editor.artifacts')}
        lines={content.artifacts}
        error={anyAt('artifacts')}
        onChange={(artifacts) => onChange({ artifacts })}
      />
      <LinesField
        label={t('editor.mistakes')}
        lines={content.mistakes}
        error={anyAt('mistakes')}
        onChange={(mistakes) => onChange({ mistakes })}
      />
      <Group align="flex-start">
        <TextInput
          label={t('editor.estimate')}
          inputMode="numeric"
          {...bind('estimatedMinutes')}
          value={content.estimatedMinutes ?? ''}
          onChange={(event) => onChange({ estimatedMinutes: number(event.currentTarget.value) })}
        />
        <SelectField
          label={t('editor.complexity')}
          value={String(content.complexity ?? '')}
          onChange={(event) => onChange({ complexity: number(event.currentTarget.value) })}
          data={[
            { value: '', label: t('editor.complexityNone') },
            ...[1, 2, 3, 4, 5].map((level) => ({ value: `${level}`, label: `${level}` })),
          ]}
        />
      </Group>
      <Checkbox
        label={t('editor.mandatory')}
        checked={content.isMandatory}
        onChange={(event) => onChange({ isMandatory: event.currentTarget.checked })}
      />
    </>
  );
}
