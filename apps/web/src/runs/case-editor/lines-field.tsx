import { Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly label: string;
  readonly lines: readonly string[];
  readonly onChange: (lines: string[]) => void;
  readonly error: ReactNode;
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Several short texts, one on each line; empty lines are none. */
export function LinesField({ label, lines, onChange, error }: Props) {
  const { t } = useTranslation('library');
  const [text, setText] = useState(lines.join('\n'));
  // Lines that were changed from outside take the place of what was typed.
  const shown = linesOf(text).join('\n') === lines.join('\n') ? text : lines.join('\n');
  return (
    <Textarea
      autosize
      minRows={2}
      label={label}
      description={t('editor.lines')}
      value={shown}
      error={error}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(linesOf(event.currentTarget.value));
      }}
    />
  );
}
