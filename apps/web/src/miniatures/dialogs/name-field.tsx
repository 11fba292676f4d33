import { callError } from '@atelier/sdk/errors.ts';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../kernel/errors/error-words.ts';

/** A name has at most this many characters (code points), as the server counts them. */
const maxNameLength = 255;

/** Refusals that belong beside the name; all others are the dialog's. */
const aboutNames = new Set(['ERR_DUPLICATE_TYPE_NAME', 'ERR_VALIDATION']);

/** What is wrong with a name, as a key of the dictionary, or null. Blanks around it do not count. */
function nameProblem(name: string): 'required' | 'long' | null {
  const trimmed = name.trim();
  if (trimmed === '') return 'required';
  return [...trimmed].length > maxNameLength ? 'long' : null;
}

/** A name that is being typed, what is wrong with it, and what the server said to it. */
export function useName(initial: string) {
  const { i18n } = useTranslation();
  const [name, setName] = useState(initial);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [tried, setTried] = useState(false);
  return {
    trimmed: name.trim(),
    /** Whether it can be sent; from here on what is missing is told. */
    check(): boolean {
      setTried(true);
      return nameProblem(name) === null;
    },
    /** Shows a refusal that is about the name; throws any other. */
    refuse(error: unknown): undefined {
      if (!aboutNames.has(callError(error).code)) throw error;
      setRefusal(error);
    },
    /** Forgets what was said; keeps the name unless told. */
    calm(next = name): void {
      setName(next);
      setRefusal(null);
      setTried(false);
    },
    /** For the field. */
    field: {
      value: name,
      strict: tried,
      refusal: refusal === null ? null : errorWords(i18n, refusal).text,
      onChange(next: string): void {
        setName(next);
        setRefusal(null);
      },
    },
  };
}

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
