import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { maxNameLength, nameProblem } from './type-name.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  /** Words of a refusal by the server. */
  readonly refusal: string | null;
  /** Whether to complain about what is still missing. */
  readonly strict: boolean;
  readonly onChange: (name: string) => void;
}

export function NameField({ label, value, placeholder, refusal, strict, onChange }: Props) {
  const { t } = useTranslation('miniatures');
  const problem = nameProblem(value);
  const words = {
    required: strict ? t('name.required') : null,
    long: t('name.long', { count: maxNameLength }),
  };
  return (
    <TextInput
      label={label}
      value={value}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={refusal ?? (problem && words[problem])}
      data-autofocus
      autoComplete="off"
      required
      withAsterisk={false}
    />
  );
}
