import { Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { fromLines, linesOf } from './editor-parts.tsx';

interface Props {
  readonly label: string;
  readonly description: string;
  readonly value: unknown;
  readonly error: ReactNode;
  readonly onChange: (value: unknown) => void;
}

/** Named texts, one a line: headers, fields of a form. What is typed stays as it is typed. */
export function LinesField({ label, description, value, error, onChange }: Props) {
  const written = linesOf(value);
  const [text, setText] = useState(written);
  const isOwn = linesOf(fromLines(text)) === written;
  return (
    <Textarea
      label={label}
      description={description}
      autosize
      minRows={1}
      maxRows={12}
      spellCheck={false}
      value={isOwn ? text : written}
      error={error}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        onChange(fromLines(currentTarget.value));
      }}
    />
  );
}
